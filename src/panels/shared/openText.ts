import { openReport, type ReportLanguage } from '../../ui/documents/reportDocument.ts';

/** Opens what a page exports as a document of this name, which can be saved anywhere. */
export async function openText(
  name: string,
  { language, content }: { readonly language: ReportLanguage; readonly content: string },
): Promise<void> {
  await openReport(name, content, language);
}
