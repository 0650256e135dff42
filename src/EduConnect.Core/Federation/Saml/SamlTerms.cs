namespace EduConnect.Core.Federation.Saml;

/// <summary>Form of the identifier a service receives in <c>NameID</c> (SAML Core §8.3).</summary>
public enum SamlNameId
{
    /// <summary>Another one in every session; what ENTs ask for (federation.md a.3).</summary>
    Transient = 0,

    /// <summary>Pairwise: the same at every visit, unlike that of any other sector.</summary>
    Persistent = 1,
}

/// <summary>How assertions for a service that publishes an encryption key are enciphered.</summary>
public enum SamlCipher
{
    /// <summary>AES-256-GCM, which also protects the text against changes.</summary>
    Gcm = 0,

    /// <summary>AES-256-CBC, for services whose metadata names no GCM method.</summary>
    Cbc = 1,
}

/// <summary>How a message travels through the browser (SAML Bindings §3.4 and §3.5).</summary>
public enum SamlBinding
{
    /// <summary>HTTP-Redirect: deflated, in the query.</summary>
    Redirect = 0,

    /// <summary>HTTP-POST: in a form.</summary>
    Post = 1,
}

/// <summary>An address that receives assertions by HTTP-POST.</summary>
/// <param name="Index">Its number in the metadata, by which a request may name it.</param>
/// <param name="Address">Compared sign by sign, query included.</param>
public sealed record SamlConsumer(int Index, string Address);

/// <summary>Where a service takes part in a single logout.</summary>
/// <param name="Binding">How messages reach it.</param>
/// <param name="Address">Where requests go.</param>
/// <param name="ResponseAddress">Where answers go; the same unless the metadata says otherwise.</param>
public sealed record SamlLogoutAddress(SamlBinding Binding, string Address, string ResponseAddress);

/// <summary>The part of a contract that concerns SAML 2.0; made from the metadata of the service.</summary>
public sealed class SamlTerms
{
    /// <summary>The service these terms belong to.</summary>
    public Guid ServiceId { get; set; }

    /// <summary>Name of the service in messages: any text of 1 to 1,024 signs, not only a URL (federation.md a.2).</summary>
    public required string EntityId { get; set; }

    /// <summary>Where assertions may go, the one meant by default first. Nothing else ever receives one (S-SA1).</summary>
    public IReadOnlyList<SamlConsumer> Consumers { get; set; } = [];

    /// <summary>Certificates (DER, base64) whose keys sign the service's messages. Their dates do not matter (federation.md a.2).</summary>
    public IReadOnlyList<string> SigningCertificates { get; set; } = [];

    /// <summary>Certificates (DER, base64) of encryption keys; the first one is used. Empty: assertions travel in clear inside TLS.</summary>
    public IReadOnlyList<string> EncryptionCertificates { get; set; } = [];

    /// <summary>Where the service takes part in a single logout; empty when it does not.</summary>
    public IReadOnlyList<SamlLogoutAddress> LogoutAddresses { get; set; } = [];

    /// <summary>Unsigned requests to sign in are refused.</summary>
    public bool RequestsAreSigned { get; set; }

    /// <summary>What the service gets when its request does not choose.</summary>
    public SamlNameId NameId { get; set; }

    /// <summary>How assertions are enciphered when the service publishes a key.</summary>
    public SamlCipher Cipher { get; set; }

    /// <summary>Another form of NameID, or another authentication class, than can be given is asked for and may be overlooked (federation.md a.2).</summary>
    public bool IsLenient { get; set; }

    /// <summary>Old libraries: signatures with SHA-1 are accepted in the query of sign-out messages, nowhere else (federation.md a.3).</summary>
    public bool AcceptsSha1AtSignOut { get; set; }

    /// <summary>When these terms were made from metadata (UTC).</summary>
    public DateTime EnteredAt { get; set; }
}
