using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace EduConnect.Web.Protocols.Saml;

/// <summary>
/// What one step hands to the next through the browser: encrypted and signed by this service, short enough for an address, never stored.
/// Each kind of state has its own purpose, so that none passes for another.
/// </summary>
internal sealed class ProtectedState(IDataProtectionProvider protection)
{
    /// <summary>The text of a state: signs that no address has to escape.</summary>
    public string Write(string purpose, Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            write(writer);
        }

        return Base64Url.EncodeToString(Protector(purpose).Protect(bytes.ToArray()));
    }

    /// <summary>The state of a text; null when it was not written here for this purpose.</summary>
    public T? Read<T>(string purpose, string? text, Func<BinaryReader, T> read)
        where T : class
    {
        if (text is not { Length: > 0 and <= 9000 } || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(Protector(purpose).Unprotect(Base64Url.DecodeFromChars(text))));
            return read(reader);
        }
        catch (Exception error) when (error is CryptographicException or EndOfStreamException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("saml", purpose);
}

/// <summary>Words of states.</summary>
internal static class StateWords
{
    public static void WriteOptional(this BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
        {
            writer.Write(text);
        }
    }

    public static string? ReadOptional(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    public static void Write(this BinaryWriter writer, Guid id) => writer.Write(id.ToByteArray());

    public static Guid ReadGuid(this BinaryReader reader) => new(reader.ReadBytes(16));

    public static void Write(this BinaryWriter writer, DateTime utc) => writer.Write(utc.Ticks);

    public static DateTime ReadUtc(this BinaryReader reader) => new(reader.ReadInt64(), DateTimeKind.Utc);
}
