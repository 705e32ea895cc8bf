# Part of /etc/gitlab/gitlab.rb. Afterwards: sudo gitlab-ctl reconfigure && sudo gitlab-ctl tail registry
# Takes much disk space, and names who pulls what: switch it off again afterwards.
registry['log_level'] = 'debug'
registry['log_formatter'] = 'json'
# Metrics and health on a port of their own, for this machine only:
registry['debug_addr'] = 'localhost:5001'
