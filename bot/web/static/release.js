// An address with #start-end alone names any words of the release: the server marks those that no element stands for.
const named = () => /^#(\d{1,9})-(\d{1,9})$/.exec(location.hash);
const show = () => {
  const span = named();
  if (span && !document.getElementById(location.hash.slice(1)) && !location.search.includes("from=")) {
    location.replace(`${location.pathname}?from=${span[1]}&to=${span[2]}${location.hash}`);
  }
};
addEventListener("hashchange", show);
show();
