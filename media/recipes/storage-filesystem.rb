# Part of /etc/gitlab/gitlab.rb. Afterwards: sudo gitlab-ctl reconfigure
# The users of GitLab, of the registry and of the web server need access to the folder.
gitlab_rails['registry_path'] = '/var/opt/gitlab/gitlab-rails/shared/registry'
