using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Federation.Claims;

/// <summary>What is known of the person signed in, as far as any service may be told.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Profile">One profile: <see cref="Audience.Pupils"/> or <see cref="Audience.Guardians"/>.</param>
/// <param name="FamilyName">Family name as stored.</param>
/// <param name="GivenName">First name as stored.</param>
public sealed record Person(Guid AccountId, Audience Profile, string FamilyName, string GivenName)
{
    /// <summary><c>Mme</c>, <c>M.</c> or nothing.</summary>
    public string? Civility { get; init; }

    /// <summary>Birth date of a pupil; guardians have none on file.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>National number of a pupil.</summary>
    public string? Ine { get; init; }

    /// <summary>Mail address, only when confirmed.</summary>
    public string? ConfirmedEmail { get; init; }

    /// <summary>The records of this person in the académies' exports.</summary>
    public IReadOnlyList<SourceRecord> Records { get; init; } = [];

    /// <summary>A pupil's own enrolments, or those of the children whose tie a guardian has confirmed: never another's.</summary>
    public IReadOnlyList<Enrolment> Enrolments { get; init; } = [];
}

/// <summary>One record of a person in an AAF export.</summary>
/// <param name="Academie">Number of the académie, two digits as in the AAF.</param>
/// <param name="Degree">1 or 2.</param>
/// <param name="Key">Key of the person in that export (ENTPersonJointure).</param>
public sealed record SourceRecord(string Academie, int Degree, string Key);

/// <summary>A child in a school.</summary>
/// <param name="Degree">1 or 2.</param>
/// <param name="PupilKey">Number of the child in the school's information system (SIECLE, ONDE).</param>
/// <param name="Uai">School code.</param>
/// <param name="Level">Four digits of the national level code, when known.</param>
public sealed record Enrolment(int Degree, string PupilKey, string Uai, string? Level = null);

/// <summary>What is known of the sign-in itself.</summary>
/// <param name="SignedInAt">UTC.</param>
/// <param name="ThroughFranceConnect">True when FranceConnect vouched for the person.</param>
/// <param name="SignOutUrl">Address on our origin that ends the session.</param>
public sealed record Connection(DateTime SignedInAt, bool ThroughFranceConnect, string SignOutUrl);
