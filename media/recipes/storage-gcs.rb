# Part of /etc/gitlab/gitlab.rb. Afterwards: sudo gitlab-ctl reconfigure
registry['storage'] = {
  'gcs' => {
    'bucket' => 'gitlab-registry',
    'keyfile' => '/etc/gitlab/gcs-registry.json'
    # When other programs use the bucket too:
    # 'rootdirectory' => '/registry'
  }
}
