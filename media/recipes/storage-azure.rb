# Part of /etc/gitlab/gitlab.rb. Afterwards: sudo gitlab-ctl reconfigure
# GitLab 17.10 and later. Before that the driver is called 'azure' and takes no credentials_type.
registry['storage'] = {
  'azure_v2' => {
    'credentials_type' => 'shared_key',
    'accountname' => 'STORAGE_ACCOUNT',
    'accountkey' => 'BASE64_ACCOUNT_KEY',
    'container' => 'gitlab-registry'
  }
}
