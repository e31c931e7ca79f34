// The scheme that the reader chose last, set before the page is shown. Without a choice the theme follows the system.
"use strict";

{
  const kept = window.__md_get("__palette");
  for (const name of ["media", "scheme", "primary", "accent"]) {
    const value = kept?.color?.[name];
    if (typeof value === "string") document.body.setAttribute(`data-md-color-${name}`, value);
  }
}
