// Shows a form as people will meet it: the real XForm in ODK Web Forms, in a page that asks for
// nothing. The form, its files and the texts of the page stand in the page as JSON.
import { createApp, h, ref } from "vue";
import { OdkWebForm, POST_SUBMIT__NEW_INSTANCE, webFormsPlugin } from "@getodk/web-forms";

const given = JSON.parse(document.getElementById("given").textContent);

async function fetchFormAttachment(url) {
  const name = decodeURIComponent(String(url).split("/").pop());
  const found = Object.hasOwn(given.files, name);
  const type = name.endsWith(".csv") ? "text/csv" : "application/octet-stream";
  return new Response(found ? given.files[name] : null, {
    status: found ? 200 : 404,
    headers: { "content-type": type },
  });
}

const done = ref(false);
createApp({
  render: () =>
    h(OdkWebForm, {
      formXml: given.xform,
      fetchFormAttachment,
      missingResourceBehavior: "BLANK",
      onSubmit: (_payload, callback) => {
        done.value = true;
        document.getElementById("done").hidden = false;
        window.scrollTo(0, 0);
        callback({ next: POST_SUBMIT__NEW_INSTANCE });
      },
    }),
})
  .use(webFormsPlugin)
  .mount("#form");
