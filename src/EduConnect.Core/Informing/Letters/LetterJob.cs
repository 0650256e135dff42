using System.Text.Json;
using System.Text.Json.Serialization;
using EduConnect.Core.Accounts;

namespace EduConnect.Core.Informing.Letters;

/// <summary>Which letter is printed.</summary>
public enum LetterKind
{
    /// <summary>« Mise à disposition de votre compte ÉduConnect Élève » (row #146).</summary>
    Pupil,

    /// <summary>« Mise à disposition de votre compte ÉduConnect Responsable d'élève » (row #188).</summary>
    Guardian,
}

/// <summary>One document: what <c>EduConnect.Letters/templates/main.typ</c> reads. Words stand in the templates, facts here.</summary>
/// <param name="Kind">which letter</param>
/// <param name="PerPage">people on a sheet of paper: 1, 2, or 8 (pupils only)</param>
/// <param name="Date">date printed, dd/MM/yyyy</param>
/// <param name="School">who informs</param>
/// <param name="Addresses">where to sign in; empty when the school tells it by other means (domain 10.12)</param>
/// <param name="MyAccount">address of Mon compte, where a pupil may give a mail later (row #146)</param>
/// <param name="Demonstration">people are invented, and the sheets say so</param>
/// <param name="Classes">sorted; each one starts a sheet</param>
public sealed record LetterJob(
    LetterKind Kind, int PerPage, string Date, LetterSchool School, IReadOnlyList<string> Addresses, string MyAccount, bool Demonstration, IReadOnlyList<LetterClass> Classes)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Sheets with credentials, whatever the number of pages.</summary>
    [JsonIgnore]
    public int Sheets => Classes.Sum(group => group.People.Count);

    /// <summary>The job as the worker reads it (UTF-8). Holds passwords: it goes to the worker's standard input and nowhere else.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Format);
}

/// <summary>The school as it heads a letter.</summary>
/// <param name="Name">type and name</param>
/// <param name="Lines">address, line by line</param>
/// <param name="Uai">national code</param>
/// <param name="Degree">1 or 2: decides the words and the signature</param>
public sealed record LetterSchool(string Name, IReadOnlyList<string> Lines, string Uai, int Degree);

/// <summary>The people of one class, sorted by name.</summary>
public sealed record LetterClass(IReadOnlyList<LetterPerson> People);

/// <summary>One person and their credentials. Prints as dots.</summary>
/// <param name="FullName">first name, last name</param>
/// <param name="SortName">last name, first name</param>
/// <param name="FirstName">first name; empty for institutions</param>
/// <param name="Civility"><c>M.</c>, <c>Mme</c> or null</param>
/// <param name="ClassCode">class by which the sheet is handed out, as the school names it: its code, in the 1st degree its label</param>
/// <param name="ClassLabel">its label</param>
/// <param name="Username">username</param>
/// <param name="Password">provisional password in clear; null when there is none</param>
/// <param name="ValidUntil">last day of the provisional password, dd/MM/yyyy; null without one</param>
/// <param name="PasswordKind">which password signs in: without one, the letter says what to do</param>
/// <param name="State">state of the account</param>
/// <param name="Compromised">the letter « Changement de votre mot de passe » takes the place of the usual one (rows #147, #189)</param>
/// <param name="Children">guardians: the pupils concerned</param>
public sealed record LetterPerson(
    string FullName, string SortName, string FirstName, string? Civility, string ClassCode, string ClassLabel,
    string Username, string? Password, string? ValidUntil, PasswordKind PasswordKind, AccountState State, bool Compromised, IReadOnlyList<LetterChild> Children)
{
    /// <inheritdoc/>
    public override string ToString() => "LetterPerson •••";
}

/// <summary>A pupil a guardian answers for.</summary>
/// <param name="Name">first name, last name</param>
/// <param name="ClassCode">class</param>
/// <param name="Legal">legal guardian; otherwise person in charge</param>
public sealed record LetterChild(string Name, string ClassCode, bool Legal);
