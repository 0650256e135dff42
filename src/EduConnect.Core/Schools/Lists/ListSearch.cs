using EduConnect.Core.Accounts;

namespace EduConnect.Core.Schools.Lists;

/// <summary>Which list of a school.</summary>
public enum ListKind
{
    /// <summary>Élèves (2nd degree).</summary>
    Pupils = 1,

    /// <summary>Représentants légaux.</summary>
    LegalGuardians = 2,

    /// <summary>Personnes en charge.</summary>
    PersonsInCharge = 3,

    /// <summary>Responsables (1st degree): both kinds together.</summary>
    Guardians = 4,

    /// <summary>Élèves extérieurs: pupils of other schools who follow a shared course here (2nd degree).</summary>
    ExternalPupils = 5,
}

/// <summary>What the lists have in common.</summary>
public static class ListKinds
{
    /// <summary>Whether its accounts are those of pupils.</summary>
    public static bool IsOfPupils(this ListKind kind) => kind is ListKind.Pupils or ListKind.ExternalPupils;
}

/// <summary>What is known of an address or number.</summary>
public enum ContactState
{
    /// <summary>Confirmed by its holder.</summary>
    Confirmed = 0,

    /// <summary>Known, not confirmed.</summary>
    ToConfirm = 1,

    /// <summary>None.</summary>
    None = 2,

    /// <summary>A mail came back, or what the source has is no address.</summary>
    InError = 3,
}

/// <summary>What the school has to look at.</summary>
public enum ToHandle
{
    /// <summary>Compte compromis.</summary>
    Compromised = 1,

    /// <summary>Adresse mail en erreur.</summary>
    MailInError = 2,

    /// <summary>Lien élève-responsable signalé.</summary>
    TieReported = 3,

    /// <summary>Date de naissance signalée.</summary>
    BirthDateReported = 4,
}

/// <summary>Tranches d'âge of pupils, on the day of the search. A pupil without birth date is in none.</summary>
public enum AgeRange
{
    /// <summary>Moins de 15 ans.</summary>
    Under15 = 1,

    /// <summary>15 à 17 ans.</summary>
    From15To17 = 2,

    /// <summary>18 ans et plus.</summary>
    Adult = 3,
}

/// <summary>Comptes par familles: how many of the accounts that a list shows for one child are activated. Every child is in one of them at least.</summary>
public enum FamilyAccounts
{
    /// <summary>None.</summary>
    None = 1,

    /// <summary>One, or several while another is not: so no family is left out.</summary>
    One = 2,

    /// <summary>All; a family with a single account that is activated is here and in <see cref="One"/>.</summary>
    All = 3,
}

/// <summary>A search in a list (domain 10.4): no value means everybody. Values of one filter widen it, filters narrow each other.</summary>
public sealed record ListSearch
{
    /// <summary>Name and/or first name from one character, or a whole username, or a whole INE.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>Curriculum codes.</summary>
    public IReadOnlyList<string> Mefs { get; init; } = [];

    /// <summary>Classes.</summary>
    public IReadOnlyList<Guid> Classes { get; init; } = [];

    /// <summary>États des comptes.</summary>
    public IReadOnlyList<AccountState> States { get; init; } = [];

    /// <summary>Adr. mail.</summary>
    public IReadOnlyList<ContactState> Mail { get; init; } = [];

    /// <summary>Tél. port. (guardians).</summary>
    public IReadOnlyList<ContactState> Mobile { get; init; } = [];

    /// <summary>À traiter.</summary>
    public IReadOnlyList<ToHandle> ToHandle { get; init; } = [];

    /// <summary>Niveaux (1st degree), such as <c>CE1</c>.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>Tranches d'âge (pupils).</summary>
    public IReadOnlyList<AgeRange> Ages { get; init; } = [];

    /// <summary>Comptes par familles (guardians).</summary>
    public IReadOnlyList<FamilyAccounts> Families { get; init; } = [];

    /// <summary>Origine du compte (1st degree).</summary>
    public IReadOnlyList<ActivationMode> Origins { get; init; } = [];

    /// <summary>Établissement de rattachement (élèves extérieurs).</summary>
    public IReadOnlyList<Guid> HomeSchools { get; init; } = [];

    /// <summary>Connectés depuis le début de l'année scolaire (row #123).</summary>
    public bool SignedInThisYear { get; init; }

    /// <summary>À informer en priorité (row #123): not activated, never informed, and no mobile number in any source, so that they cannot register by themselves.</summary>
    public bool ToInformFirst { get; init; }
}

/// <summary>Columns a list can be sorted by.</summary>
public enum ListColumn
{
    /// <summary>Élève.</summary>
    Pupil = 0,

    /// <summary>Classe.</summary>
    Class,

    /// <summary>Représentant légal, or personne en charge.</summary>
    Guardian,

    /// <summary>Identifiant.</summary>
    Username,

    /// <summary>Adr. mail.</summary>
    Mail,

    /// <summary>Tél. port.</summary>
    Mobile,

    /// <summary>État du compte.</summary>
    State,

    /// <summary>Dernière information.</summary>
    LastInformed,

    /// <summary>Dernière connexion.</summary>
    LastSignIn,

    /// <summary>MEF (Dépannage).</summary>
    Mef,

    /// <summary>Origine du compte (1st degree).</summary>
    Origin,

    /// <summary>Établissement de rattachement (élèves extérieurs).</summary>
    HomeSchool,
}

/// <summary>A sort order.</summary>
public sealed record ListSort(ListColumn Column = ListColumn.Pupil, bool Descending = false);
