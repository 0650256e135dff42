using EduConnect.Core.Accounts;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Web.Administration;

/// <summary>The words that stand for values in the address of a list.</summary>
internal static class AddressWords
{
    public static readonly Dictionary<string, AccountState> States = new(StringComparer.Ordinal)
    {
        ["non-informe"] = AccountState.NotInformed,
        ["informe"] = AccountState.Informed,
        ["en-cours"] = AccountState.Activating,
        ["active"] = AccountState.Activated,
    };

    public static readonly Dictionary<string, ContactState> Contacts = new(StringComparer.Ordinal)
    {
        ["confirme"] = ContactState.Confirmed,
        ["a-confirmer"] = ContactState.ToConfirm,
        ["aucun"] = ContactState.None,
        ["en-erreur"] = ContactState.InError,
    };

    /// <summary>Known or not: the two values of the 1st degree (row #176).</summary>
    public static readonly Dictionary<string, ContactState[]> KnownContacts = new(StringComparer.Ordinal)
    {
        ["connue"] = [ContactState.Confirmed, ContactState.ToConfirm, ContactState.InError],
        ["inconnue"] = [ContactState.None],
    };

    public static readonly Dictionary<string, ToHandle> Matters = new(StringComparer.Ordinal)
    {
        ["compromis"] = ToHandle.Compromised,
        ["mail-en-erreur"] = ToHandle.MailInError,
        ["lien"] = ToHandle.TieReported,
        ["date"] = ToHandle.BirthDateReported,
    };

    public static readonly Dictionary<string, AgeRange> Ages = new(StringComparer.Ordinal)
    {
        ["moins-de-15"] = AgeRange.Under15,
        ["15-17"] = AgeRange.From15To17,
        ["18-et-plus"] = AgeRange.Adult,
    };

    public static readonly Dictionary<string, FamilyAccounts> Families = new(StringComparer.Ordinal)
    {
        ["aucun"] = FamilyAccounts.None,
        ["un"] = FamilyAccounts.One,
        ["tous"] = FamilyAccounts.All,
    };

    public static readonly Dictionary<string, ActivationMode> Origins = new(StringComparer.Ordinal)
    {
        ["aucune"] = ActivationMode.None,
        ["etablissement"] = ActivationMode.School,
        ["responsable"] = ActivationMode.SelfRegistration,
        ["franceconnect"] = ActivationMode.FranceConnect,
        ["aten"] = ActivationMode.Aten,
        ["ent"] = ActivationMode.Ent,
    };

    public static readonly Dictionary<string, ListColumn> Columns = new(StringComparer.Ordinal)
    {
        ["eleve"] = ListColumn.Pupil,
        ["classe"] = ListColumn.Class,
        ["responsable"] = ListColumn.Guardian,
        ["identifiant"] = ListColumn.Username,
        ["mail"] = ListColumn.Mail,
        ["tel"] = ListColumn.Mobile,
        ["etat"] = ListColumn.State,
        ["information"] = ListColumn.LastInformed,
        ["connexion"] = ListColumn.LastSignIn,
        ["mef"] = ListColumn.Mef,
        ["origine"] = ListColumn.Origin,
        ["rattachement"] = ListColumn.HomeSchool,
    };
}
