// Loads the page again when the preview has changed since it was made.
(() => {
  const made = document.currentScript.dataset.version;
  new EventSource('/.labbook/changes').onmessage = event => {
    if (event.data !== made) location.reload();
  };
})();
