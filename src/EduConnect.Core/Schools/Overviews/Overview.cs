using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Overviews;

/// <summary>The figures of Accueil beside the states of accounts (domain 10.3).</summary>
public enum OverviewFigure
{
    /// <summary>Dans l'administration des comptes.</summary>
    Everybody = 1,

    /// <summary>Liens élève-responsable signalés en erreur; ties, not people (row #120).</summary>
    TiesReported,

    /// <summary>Dates de naissance signalées incorrectes; ties, not people (row #120).</summary>
    BirthDatesReported,

    /// <summary>Mots de passe modifiés pour des raisons de sécurité (row #122).</summary>
    Compromised,

    /// <summary>Connectés depuis le début de l'année scolaire.</summary>
    SignedInThisYear,

    /// <summary>Ayant confirmé leur téléphone portable.</summary>
    MobileConfirmed,

    /// <summary>Ayant confirmé leur adresse mail; one that is in error meanwhile is counted there.</summary>
    MailConfirmed,

    /// <summary>Ayant leur adresse mail en erreur.</summary>
    MailInError,

    /// <summary>À informer en priorité.</summary>
    ToInformFirst,
}

/// <summary>One figure, and the search that finds exactly those it counts.</summary>
/// <param name="Figure">what is counted</param>
/// <param name="List">in which list</param>
/// <param name="Search">opens the list of those counted</param>
/// <param name="Count">people; of <see cref="OverviewFigure.TiesReported"/> and <see cref="OverviewFigure.BirthDatesReported"/>, rows</param>
public sealed record CountedFigure(OverviewFigure Figure, ListKind List, ListSearch Search, int Count);

/// <summary>What Accueil tells of a school.</summary>
/// <param name="Guardians">the list of guardians the key figures are about: représentants légaux, or responsables in the 1st degree</param>
/// <param name="YearStart">since when sign-ins are counted</param>
/// <param name="States">people of a list in each state: guardians, then pupils in the 2nd degree</param>
/// <param name="Figures">every figure of the guardians; those to be handled once for each other list too</param>
public sealed record Overview(ListKind Guardians, DateOnly YearStart, IReadOnlyList<StateCounts> States, IReadOnlyList<CountedFigure> Figures)
{
    /// <summary>A figure of the guardians.</summary>
    public CountedFigure Of(OverviewFigure figure) => Figures.First(counted => counted.Figure == figure && counted.List == Guardians);

    /// <summary>What persons in charge reported (domain 7.2): shown where there is any.</summary>
    public IReadOnlyList<CountedFigure> ReportedInCharge =>
        [.. Figures.Where(counted => counted.List == ListKind.PersonsInCharge && OverviewFigures.CountsTies(counted.Figure) && counted.Count > 0)];

    /// <summary>Compromised accounts, list by list.</summary>
    public IReadOnlyList<CountedFigure> Compromised => [.. Figures.Where(counted => counted.Figure == OverviewFigure.Compromised)];
}
