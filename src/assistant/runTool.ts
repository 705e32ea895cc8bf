import { describeImage, findNewerTags } from './describeImage.ts';
import { explainCleanup } from './explainCleanup.ts';
import { findUses } from './findUses.ts';
import { listImages } from './listImages.ts';
import { listTags } from './listTags.ts';
import type { AssistantParts, Tool } from './parts.ts';
import type { ToolName } from './toolNames.ts';

const tools: Readonly<Record<ToolName, (parts: AssistantParts) => Tool>> = {
  gitlab_registry_list_images: listImages,
  gitlab_registry_list_tags: listTags,
  gitlab_registry_describe_image: describeImage,
  gitlab_registry_newer_tags: findNewerTags,
  gitlab_registry_explain_cleanup: explainCleanup,
  gitlab_registry_find_uses: findUses,
};

/**
 * Runs a tool on what a model gave, unchecked, and resolves with its data. They read; none of them deletes or changes anything.
 * Rejects with a `Failure`. Its file is loaded with the first call.
 */
export async function runTool(
  name: ToolName,
  parts: AssistantParts,
  given: { readonly input: unknown; readonly signal: AbortSignal },
): Promise<unknown> {
  return tools[name](parts)(given.input, given.signal);
}
