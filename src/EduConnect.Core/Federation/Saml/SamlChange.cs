namespace EduConnect.Core.Federation.Saml;

/// <summary>What an operator decides otherwise about a SAML service; null leaves a point as it is. What the metadata say changes by new metadata only.</summary>
public sealed record SamlChange
{
    /// <summary>Whether unsigned requests are refused.</summary>
    public bool? RequestsAreSigned { get; init; }

    /// <summary>Form of the identifier when a request does not choose.</summary>
    public SamlNameId? NameId { get; init; }

    /// <summary>How assertions are enciphered.</summary>
    public SamlCipher? Cipher { get; init; }

    /// <summary>Whether wishes that cannot be met are overlooked.</summary>
    public bool? IsLenient { get; init; }

    /// <summary>Whether SHA-1 is accepted in the query of sign-out messages.</summary>
    public bool? AcceptsSha1AtSignOut { get; init; }

    /// <summary>Writes what is said into the terms.</summary>
    internal void ApplyTo(SamlTerms terms)
    {
        terms.RequestsAreSigned = RequestsAreSigned ?? terms.RequestsAreSigned;
        (terms.NameId, terms.Cipher) = (NameId ?? terms.NameId, Cipher ?? terms.Cipher);
        (terms.IsLenient, terms.AcceptsSha1AtSignOut) = (IsLenient ?? terms.IsLenient, AcceptsSha1AtSignOut ?? terms.AcceptsSha1AtSignOut);
    }
}
