/** A tag that is to be copied, with where it and the name in the other repository stand now. */
export interface PlannedCopy {
  readonly name: string;
  /** The tag's name in the other repository. */
  readonly as: string;
  /** Of the image; `undefined` when it cannot be read. */
  readonly digest?: string;
  /** The image that has the name there now, whose digest may be unreadable; `undefined`: the name is free. */
  readonly there?: { readonly digest?: string };
}

/** From one repository to another of the same registry. */
export interface CopyPlan {
  readonly connectionId: string;
  /** `registry.host[:port]`. */
  readonly host: string;
  readonly from: string;
  readonly to: string;
  readonly tags: readonly PlannedCopy[];
  /** Whether these are all tags of the repository. */
  readonly isWhole: boolean;
}

/** Whether the name there points at the image already, which was read from the registry. */
export function isSame({ digest, there }: PlannedCopy): boolean {
  return digest !== undefined && there?.digest === digest;
}

/** Whether another image, or one that cannot be told from it, has the name there. */
export function isTaken(tag: PlannedCopy): boolean {
  return tag.there !== undefined && !isSame(tag);
}
