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

    /// <summary>A mail came back.</summary>
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
}

/// <summary>A sort order.</summary>
public sealed record ListSort(ListColumn Column = ListColumn.Pupil, bool Descending = false);
