// What the theme's scripts expect of the page before they run: settings of this site alone, kept in the browser.
// The theme would write it into every page; the content security policy of this site allows scripts from files only.
"use strict";

{
  const root = new URL(document.currentScript.dataset.base, location.href);
  if (!root.pathname.endsWith("/")) root.pathname += "/";

  window.__md_scope = root;
  window.__md_hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, scope = root) => {
    try {
      return JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
    } catch {
      return null; // storage is refused, or holds what we did not write
    }
  };
  window.__md_set = (key, value, storage = localStorage, scope = root) => {
    try {
      storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // storage is refused or full: the choice lasts as long as the page
    }
  };
  document.documentElement.dataset.platform = navigator.platform; // Zensical shows its shortcuts by it
}
