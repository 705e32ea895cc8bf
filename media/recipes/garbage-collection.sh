#!/bin/sh
# Frees the space of what no tag needs any more. Run it as root on the GitLab server (Linux package).
# A registry with the metadata database collects by itself: there this is not needed.
set -eu

# The registry is stopped meanwhile. Without -m only layers that no manifest needs go, with -m untagged manifests too.
gitlab-ctl registry-garbage-collect -m

# Without downtime: set the registry to read-only in /etc/gitlab/gitlab.rb,
#   registry['storage']['maintenance'] = { 'readonly' => { 'enabled' => true } }
# run gitlab-ctl reconfigure, then
#   /opt/gitlab/embedded/bin/registry garbage-collect -m /var/opt/gitlab/registry/config.yml
# and undo both. For the space of everything at the end of every week: a timer or crontab, for example
#   0 4 * * 0 gitlab-ctl registry-garbage-collect -m
