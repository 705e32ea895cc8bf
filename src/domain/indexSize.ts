/** What the images of an index weigh, compressed, in bytes. */
export interface IndexSize {
  /** Layers and configs that several images share count once. */
  readonly totalBytes: number;
  readonly images: readonly { readonly platform: string; readonly bytes: number }[];
}
