import { describe, expect, test } from "vitest";
import { adviceFor, clientVerdict, isCertificateTrouble } from "../../electron/core/api/trouble.ts";

const advice = (code: string) => adviceFor({ kind: "no-answer", reason: "connection", code });

describe("alerts about a client certificate", () => {
  test.each(["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE"])(
    "%s: there is none",
    (code) => {
      expect(clientVerdict(code)).toBe("missing");
      expect(advice(code)).toContain("Enter the certificate and key files");
    },
  );

  test.each([
    "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
    "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE",
    "ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED",
    "ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED",
    "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN",
    "ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
    "ERR_SSL_TLSV1_ALERT_ACCESS_DENIED",
  ])("%s: the server does not want it", (code) => {
    expect(clientVerdict(code)).toBe("refused");
    expect(advice(code)).toContain("still valid and not withdrawn");
  });

  test.each(["CERT_HAS_EXPIRED", "ECONNRESET", "ERR_SSL_WRONG_VERSION_NUMBER"])("%s is none", (code) =>
    expect(clientVerdict(code)).toBeUndefined(),
  );
});

test("the proxy's own certificate is trouble with certificates, its refusals are not", () => {
  expect(isCertificateTrouble("PROXY_CERTIFICATE")).toBe(true);
  expect(isCertificateTrouble("PROXY_WANTS_PASSWORD")).toBe(false);
});
