namespace EduConnect.Core.Federation.Claims;

/// <summary>Claims the provider can release (reference federation.md a.4 and b): standard ones and the ministry's.</summary>
public static class ClaimNames
{
    /// <summary>Pairwise identifier of the person; always released, never part of a contract.</summary>
    public const string Subject = "sub";

    /// <summary>First name.</summary>
    public const string GivenName = "given_name";

    /// <summary>Family name.</summary>
    public const string FamilyName = "family_name";

    /// <summary>First name and family name.</summary>
    public const string Name = "name";

    /// <summary>Birth date, <c>YYYY-MM-DD</c>.</summary>
    public const string BirthDate = "birthdate";

    /// <summary>Mail address, only once its holder has confirmed it.</summary>
    public const string Email = "email";

    /// <summary>True whenever <see cref="Email"/> is there.</summary>
    public const string EmailVerified = "email_verified";

    /// <summary>Opaque identifier of the person, 96 hexadecimal digits.</summary>
    public const string PersonId = "FrEduCtId";

    /// <summary>The ministry's opaque identifier, the same as the pairwise subject.</summary>
    public const string OpaqueId = "FrEduCtOpaqueId";

    /// <summary><c>eleve1d</c>, <c>eleve2d</c>, <c>resp1d</c>, <c>resp2d</c>; a list.</summary>
    public const string Affiliation = "FrEduCtPersonAffiliation";

    /// <summary>Moment of sign-in, <c>YYYY-MM-DD HH:MM:SS.mmm</c>, Paris time.</summary>
    public const string SignedInAt = "FrEduCtDateConnexion";

    /// <summary>Where authentication came from: <c>ECT</c>, or <c>FC</c> for FranceConnect.</summary>
    public const string Origin = "FrEduOrigAuth";

    /// <summary>Address that ends the session here.</summary>
    public const string ReturnUrl = "FrEduUrlRetour";

    /// <summary>Birth date under the ministry's name.</summary>
    public const string MinistryBirthDate = "FrEduCtDateNaissance";

    /// <summary><c>Mme</c> or <c>M.</c></summary>
    public const string Civility = "FrEduCtCivilite";

    /// <summary>National pupil number in clear: only to services entitled to it.</summary>
    public const string Ine = "FrEduCtEleveINE";

    /// <summary>Keyed hash of the national pupil number, 32 hexadecimal digits.</summary>
    public const string IneHash = "FrEduCtEleveINEHash";

    /// <summary>School of a pupil.</summary>
    public const string SchoolUai = "FrEduCtEleveUAI";

    /// <summary>Level of a pupil: four digits of the national code.</summary>
    public const string Level = "FrEduCtEleveNiveau";

    /// <summary>Source records, <c>{AAF}académie|degree|key</c>; a list.</summary>
    public const string ReferenceIds = "FrEduCtRefId";

    /// <summary>Vectors <c>profil|nom|prenom|eleveId|UAI</c>; a list.</summary>
    public const string Vectors = "FrEduVecteur";

    /// <summary>Claims that only pupils have.</summary>
    public static readonly IReadOnlySet<string> OfPupils = new HashSet<string>(StringComparer.Ordinal) { BirthDate, MinistryBirthDate, Ine, IneHash, SchoolUai, Level };

    /// <summary>Every claim a contract may name.</summary>
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        GivenName, FamilyName, Name, BirthDate, Email, EmailVerified, PersonId, OpaqueId, Affiliation, SignedInAt, Origin,
        ReturnUrl, MinistryBirthDate, Civility, Ine, IneHash, SchoolUai, Level, ReferenceIds, Vectors,
    };
}
