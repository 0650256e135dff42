using System.Text;
using System.Xml.Linq;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>
/// The framework's own keys (antiforgery tokens, signed links): in files beside the key ring, shared by the nodes, encrypted at rest under
/// <see cref="KeyPurpose.DataProtection"/>, and read without touching a database.
/// </summary>
internal static class RingProtection
{
    public static IServiceCollection AddRingProtection(this IServiceCollection services, IConfiguration configuration)
    {
        var folder = new DirectoryInfo(Path.Combine(configuration["Service:DataFolder"] ?? new ServiceOptions().DataFolder, "keys", "Framework"));
        services.AddSingleton<SealedBytes>();
        services.AddDataProtection().SetApplicationName("EduConnect").PersistKeysToFileSystem(folder);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(host =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlEncryptor = new RingXmlEncryptor(host.GetRequiredService<SealedBytes>())));
        return services;
    }
}

/// <summary>Seals a key element before it is written.</summary>
internal sealed class RingXmlEncryptor(SealedBytes seal) : IXmlEncryptor
{
    internal static readonly byte[] Context = "framework-keys"u8.ToArray();

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var bytes = seal.Seal(KeyPurpose.DataProtection, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Context);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(bytes)), typeof(RingXmlDecryptor));
    }
}

/// <summary>Opens a key element after it was read.</summary>
internal sealed class RingXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = services.GetRequiredService<SealedBytes>().Open(KeyPurpose.DataProtection, Convert.FromBase64String(encryptedElement.Value), RingXmlEncryptor.Context)
            ?? throw new InvalidOperationException("A framework key cannot be opened: its ring key is gone.");
        return XElement.Parse(Encoding.UTF8.GetString(bytes));
    }
}
