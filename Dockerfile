# syntax=docker/dockerfile:1
FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/listok /listok

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 65532 --home-dir /data --create-home listok
COPY --from=build /listok /usr/local/bin/listok
USER listok
WORKDIR /data
ENV HTTP_ADDR=0.0.0.0:8080 OPS_ADDR=0.0.0.0:9090 LOG_FORMAT=json
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["listok", "healthcheck"]
ENTRYPOINT ["listok"]
CMD ["serve"]
