using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Violet.Generated.Testing.Http;

/// <summary>A certificate for this machine's loopback interface that nobody trusts by itself.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow(); // TLS goes by no other clock
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // Windows' TLS wants a key that comes from a file.
        byte[] file = made.Export(X509ContentType.Pfx);
#if NET9_0_OR_GREATER
        return X509CertificateLoader.LoadPkcs12(file, null);
#else
        return new X509Certificate2(file);
#endif
    }
}
