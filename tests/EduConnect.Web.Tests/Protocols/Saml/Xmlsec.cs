using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>Debian's xmlsec1, the second opinion on signatures and encryption.</summary>
internal static class Xmlsec
{
    private static readonly string[] Identifiers =
    [
        "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response", "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
        "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:LogoutRequest",
        "--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:LogoutResponse",
    ];

    /// <summary>
    /// Whether the signature directly under the element of this path is good, by this certificate, on a day it is valid: the clock of a test
    /// may be days ahead of the machine's, which xmlsec1 reads, and then the certificate made by that clock "is not yet valid".
    /// </summary>
    public static async Task<bool> VerifiesAsync(string xml, string path, byte[] certificate)
    {
        var pem = new string(PemEncoding.Write("CERTIFICATE", certificate));
        using var read = X509CertificateLoader.LoadCertificate(certificate);
        var day = read.NotBefore.ToUniversalTime().AddDays(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string[] options = ["--verify", .. Identifiers, "--verification-gmt-time", day];
        return (await RunAsync(xml, pem, (file, key) => [.. options, "--trusted-pem", key, "--node-xpath", path + "/*[local-name()='Signature']", file])).Status == 0;
    }

    /// <summary>The text with its encrypted part in clear.</summary>
    public static async Task<string> DecryptAsync(string xml, RSA key)
    {
        var (status, output) = await RunAsync(xml, key.ExportPkcs8PrivateKeyPem(), (file, pem) => ["--decrypt", "--privkey-pem", pem, file]);
        Assert.Equal(0, status);
        return output;
    }

    public static byte[] Certificate(string text) => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text)).RawData;

    private static async Task<(int Status, string Output)> RunAsync(string xml, string pem, Func<string, string, string[]> arguments)
    {
        var tool = Require.Executable("xmlsec1");
        var folder = Directory.CreateTempSubdirectory("educonnect-xmlsec-").FullName;
        try
        {
            var (file, key) = (Path.Combine(folder, "message.xml"), Path.Combine(folder, "key.pem"));
            await File.WriteAllTextAsync(file, xml, new UTF8Encoding(false));
            await File.WriteAllTextAsync(key, pem);
            using var process = Process.Start(new ProcessStartInfo(tool, arguments(file, key)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(await errors);
            return (process.ExitCode, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
