/** The tools, by their names in package.json. */
export const toolNames = [
  'gitlab_registry_list_images',
  'gitlab_registry_list_tags',
  'gitlab_registry_describe_image',
  'gitlab_registry_newer_tags',
  'gitlab_registry_explain_cleanup',
  'gitlab_registry_find_uses',
] as const;

export type ToolName = (typeof toolNames)[number];
