namespace EduConnect.Core.Platform.Crypto;

/// <summary>What a key serves for. One purpose never uses another's keys (S-PP3).</summary>
public enum KeyPurpose
{
    /// <summary>HMAC over password hashes (S-PW2).</summary>
    Pepper,

    /// <summary>HMAC that verifies provisional passwords (S-PP1).</summary>
    ProvisionalVerification,

    /// <summary>AES-256-GCM of the copy of a provisional password that the school may read (S-PP2).</summary>
    ProvisionalDisplay,

    /// <summary>HMAC that derives the identifiers of imported records from their source keys. Never rotated.</summary>
    DirectoryIds,

    /// <summary>Keyed permutation of the numbers that end usernames. Never rotated.</summary>
    Usernames,

    /// <summary>HMAC over one-time codes (S-OT3).</summary>
    OneTimeCodes,

    /// <summary>AES-256-GCM of secret texts that wait in an outbox (S-OT3).</summary>
    WaitingTexts,

    /// <summary>HMAC in the address to which an SMS gateway reports what became of a message.</summary>
    DeliveryReports,

    /// <summary>AES-256-GCM of agents' TOTP seeds (S-TN8).</summary>
    AgentSeeds,

    /// <summary>HMAC that signs the cookie of a known device (security reference §3).</summary>
    KnownDevices,

    /// <summary>HMAC that derives pairwise subjects for services (S-OI5). Never rotated.</summary>
    PairwiseSubjects,

    /// <summary>Encrypts the framework's data protection ring at rest.</summary>
    DataProtection,

    /// <summary>RSA private keys (PKCS#8) that sign OpenID Connect tokens with RS256.</summary>
    OidcSigningRsa,

    /// <summary>P-256 private keys (PKCS#8) that sign OpenID Connect tokens with ES256.</summary>
    OidcSigningEc,

    /// <summary>RSA private keys with their certificate (PKCS#12 without password) that sign SAML messages and metadata.</summary>
    SamlSigning,

    /// <summary>AES-256-GCM of identity tokens of FranceConnect, kept until sign-out there.</summary>
    FranceConnectTokens,

    /// <summary>AES-256-GCM of identity tokens of the agents' provider, kept until sign-out there.</summary>
    AgentTokens,

    /// <summary>AES-256-GCM of leaked passwords between the loading of a list and their comparison (domain §16).</summary>
    LeakedPasswords,

    /// <summary>HMAC that chains the seals of the audit trail (S-AU2).</summary>
    AuditSeals,
}
