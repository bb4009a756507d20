# The pages and the memory server in a container:
#   docker build -t cdalign . && docker run -p 8138:8138 -v ./my-project:/project cdalign
# The token is printed at the start; set one by -e CDALIGN_TOKEN=...
FROM python:3.13-slim AS wheel
WORKDIR /source
COPY . .
RUN pip install --no-cache-dir --constraint constraints.txt build && python -m build --wheel --outdir /wheel

FROM python:3.13-slim
COPY --from=wheel /wheel /wheel
COPY constraints.txt /wheel/
RUN pip install --no-cache-dir --constraint /wheel/constraints.txt "$(echo /wheel/*.whl)[postgres]" \
    && rm -r /wheel \
    && useradd --create-home --uid 1000 cdalign \
    && mkdir /project && chown cdalign /project
USER 1000
WORKDIR /project
VOLUME /project
EXPOSE 8138
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8138/health', timeout=4)"]
ENTRYPOINT ["cdalign"]
CMD ["serve", ".", "--host", "0.0.0.0", "--no-browser"]
