# Part of /etc/gitlab/gitlab.rb. Afterwards: sudo gitlab-ctl reconfigure
# The bucket has to exist. Without accesskey and secretkey the IAM role of the machine is used, which is safer.
registry['storage'] = {
  's3_v2' => { # GitLab 17.10 and later; before that the driver is called 's3'
    'accesskey' => 'ACCESS_KEY',
    'secretkey' => 'SECRET_KEY',
    'bucket' => 'gitlab-registry',
    'region' => 'eu-central-1'
    # For a service that is only compatible with S3:
    # 'regionendpoint' => 'https://s3.example.com',
    # 'pathstyle' => true
  },
  # Clients that cannot reach the bucket need downloads through the registry:
  'redirect' => {
    'disable' => false
  }
}
