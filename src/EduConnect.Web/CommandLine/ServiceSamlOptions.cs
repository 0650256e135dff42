using System.CommandLine;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.CommandLine;

/// <summary>The options of <c>service add</c> that concern SAML: the metadata, and what an operator decides beside them.</summary>
internal sealed class ServiceSamlOptions
{
    private readonly Option<FileInfo?> _metadata = new("--saml-metadata") { Description = "SAML metadata of the service: entityID, addresses, certificates." };
    private readonly Option<bool> _signed = new("--saml-signed-requests") { Description = "Unsigned requests are refused even if the metadata do not promise signed ones." };
    private readonly Option<string?> _nameId = OptionOf.Word("--saml-nameid", "Form of NameID when a request does not choose; that of the metadata by default.", ServiceText.NameIds.Keys);
    private readonly Option<string?> _cipher = OptionOf.Word("--saml-cipher", "How assertions are enciphered if the metadata hold an encryption key; GCM unless they know CBC only.", ServiceText.Ciphers.Keys);
    private readonly Option<bool> _lenient = new("--saml-lenient") { Description = "Wishes for another NameID or authentication class than can be given are overlooked." };
    private readonly Option<bool> _sha1 = new("--saml-sha1-at-sign-out") { Description = "Sign-out messages in a query may be signed with SHA-1 (old libraries)." };

    public void AddTo(Command command)
    {
        command.Options.Add(_metadata);
        command.Options.Add(_signed);
        command.Options.Add(_nameId);
        command.Options.Add(_cipher);
        command.Options.Add(_lenient);
        command.Options.Add(_sha1);
    }

    /// <summary>Null, or why the metadata cannot be read.</summary>
    /// <param name="result">what was typed</param>
    /// <param name="clock">for the date of the terms</param>
    /// <param name="terms">null when no metadata were given</param>
    public string? Read(ParseResult result, TimeProvider clock, out SamlTerms? terms)
    {
        terms = null;
        if (result.GetValue(_metadata) is not { } file)
        {
            return null;
        }

        if (Text(file, out var reason) is not { } text || (terms = SamlMetadataReader.Read(text, out reason)) is null)
        {
            return reason;
        }

        terms.RequestsAreSigned |= result.GetValue(_signed);
        terms.NameId = result.GetValue(_nameId) is { } form ? ServiceText.NameIds[form] : terms.NameId;
        terms.Cipher = result.GetValue(_cipher) is { } cipher ? ServiceText.Ciphers[cipher] : terms.Cipher;
        (terms.IsLenient, terms.AcceptsSha1AtSignOut) = (result.GetValue(_lenient), result.GetValue(_sha1));
        terms.EnteredAt = clock.GetUtcNow().UtcDateTime;
        return null;
    }

    /// <summary>The text of a metadata file; null with a reason when it is missing or too large.</summary>
    public static string? Text(FileInfo file, out string? reason)
    {
        reason = !file.Exists ? $"There is no file '{file.FullName}'." : file.Length > SamlMetadataReader.Longest ? "The metadata are larger than 256 kB." : null;
        return reason is null ? File.ReadAllText(file.FullName) : null;
    }
}
