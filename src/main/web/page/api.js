// Renders the server's own description of its HTTP interface; nothing comes from elsewhere, the validator badge included.
window.SwaggerUIBundle({
  url: "/openapi.json",
  domNode: document.getElementById("api"),
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
