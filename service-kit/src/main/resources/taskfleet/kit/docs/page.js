SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#api',
  deepLinking: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  // What else it would ask: an online validator of the document, and for cookies.
  validatorUrl: null,
  withCredentials: false,
  onComplete() {
    document.title = document.querySelector('.title')?.firstChild.textContent ?? document.title
  },
})
