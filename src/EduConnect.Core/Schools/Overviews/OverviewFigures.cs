using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Overviews;

/// <summary>What each figure of Accueil counts, as a search: so a figure and the list it opens cannot differ.</summary>
public static class OverviewFigures
{
    /// <summary>The figures of guardians.</summary>
    public static IReadOnlyList<OverviewFigure> OfGuardians { get; } = Enum.GetValues<OverviewFigure>();

    /// <summary>Who, or what, is counted.</summary>
    public static ListSearch Search(OverviewFigure figure) => figure switch
    {
        OverviewFigure.Everybody => new ListSearch(),
        OverviewFigure.TiesReported => new ListSearch { ToHandle = [ToHandle.TieReported] },
        OverviewFigure.BirthDatesReported => new ListSearch { ToHandle = [ToHandle.BirthDateReported] },
        OverviewFigure.Compromised => new ListSearch { ToHandle = [ToHandle.Compromised] },
        OverviewFigure.SignedInThisYear => new ListSearch { SignedInThisYear = true },
        OverviewFigure.MobileConfirmed => new ListSearch { Mobile = [ContactState.Confirmed] },
        OverviewFigure.MailConfirmed => new ListSearch { Mail = [ContactState.Confirmed] },
        OverviewFigure.MailInError => new ListSearch { Mail = [ContactState.InError] },
        OverviewFigure.ToInformFirst => new ListSearch { ToInformFirst = true },
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };

    /// <summary>Whether ties are counted rather than people: one person may have reported two.</summary>
    public static bool CountsTies(OverviewFigure figure) => figure is OverviewFigure.TiesReported or OverviewFigure.BirthDatesReported;
}
