using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Web.Administration;

/// <summary>The lists as addresses name them.</summary>
internal static class ListRoutes
{
    public const string Pupils = "eleves";
    public const string LegalGuardians = "representants-legaux";
    public const string PersonsInCharge = "personnes-en-charge";
    public const string Guardians = "responsables";
    public const string ExternalPupils = "eleves-exterieurs";

    public const string Statistics = "statistiques";

    /// <summary>The lists that statistics tell of (row #205): pupils from elsewhere are counted in their own school.</summary>
    public static IReadOnlyList<string> Counted(Degree degree) => degree == Degree.First ? [Guardians] : [LegalGuardians, PersonsInCharge, Pupils];

    /// <summary>The list of an address; null when this school has no such list (pupils have no account in the 1st degree).</summary>
    public static ListKind? Find(string route, Degree degree) => (route, degree) switch
    {
        (Pupils, Degree.Second) => ListKind.Pupils,
        (ExternalPupils, Degree.Second) => ListKind.ExternalPupils,
        (LegalGuardians, Degree.Second) => ListKind.LegalGuardians,
        (PersonsInCharge, Degree.Second) => ListKind.PersonsInCharge,
        (Guardians, Degree.First) => ListKind.Guardians,
        _ => null,
    };

    public static string Of(ListKind kind) => kind switch
    {
        ListKind.Pupils => Pupils,
        ListKind.ExternalPupils => ExternalPupils,
        ListKind.LegalGuardians => LegalGuardians,
        ListKind.PersonsInCharge => PersonsInCharge,
        _ => Guardians,
    };
}
