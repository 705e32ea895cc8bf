/** Speaks short messages to screen readers without moving the focus. */
export interface Announcer {
  announce(text: string): void;
}

/** Adds a polite live region to the document. The same text said twice is spoken twice. */
export function createAnnouncer(): Announcer {
  const region = document.createElement('div');
  region.className = 'visually-hidden';
  region.setAttribute('role', 'status');
  document.body.append(region);
  let isOdd = false;
  return {
    announce: (text) => {
      isOdd = !isOdd;
      // A live region speaks only when its text changes.
      region.textContent = isOdd ? text : `${text}\u00a0`;
    },
  };
}
