// One tag does it: the script puts the element on the page, or fills those that are there already.
const script = document.currentScript;
const HOST = script ? new URL(script.src).origin : location.origin;
if (!customElements.get("onrecord-chat")) {
  customElements.define("onrecord-chat", OnrecordChat);
  if (script && !document.querySelector("onrecord-chat")) {
    const chat = document.createElement("onrecord-chat");
    Object.assign(chat.dataset, script.dataset);
    const put = () => {
      const place = script.dataset.into && document.querySelector(script.dataset.into);
      if (place) chat.setAttribute("inline", "");
      (place || document.body).append(chat);
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", put);
    else put();
  }
}
