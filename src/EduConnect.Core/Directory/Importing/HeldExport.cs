namespace EduConnect.Core.Directory.Importing;

/// <summary>A school that would lose more ties than the safety brake lets pass.</summary>
/// <param name="Uai">UAI</param>
/// <param name="Name">name</param>
/// <param name="Lost">ties that would go</param>
/// <param name="Ties">ties it has</param>
public sealed record HeldSchool(string Uai, string Name, long Lost, long Ties);

/// <summary>What would happen to the records of one kind.</summary>
/// <param name="Added">new here, or back</param>
/// <param name="Changed">known and now different</param>
/// <param name="Gone">no longer in the source</param>
public sealed record PlannedChanges(long Added, long Changed, long Gone);

/// <summary>What a complet that the safety brake stopped would do (domain 2.4): worked out by reading it, nothing of it is written.</summary>
/// <param name="Feed">the export</param>
/// <param name="SchoolShare">share of its ties that a school may lose on that day, from 0 to 1</param>
/// <param name="SourceShare">share of its accounts that the source may lose, from 0 to 1</param>
/// <param name="Schools">those that would lose too much, the largest share first, at most <see cref="MostSchools"/></param>
/// <param name="SchoolCount">how many there are</param>
/// <param name="AccountsLost">accounts that would leave the source</param>
/// <param name="Accounts">accounts the source has</param>
/// <param name="IsSourceOver">whether the source would lose too many of them</param>
/// <param name="Pupils">pupil records</param>
/// <param name="Guardians">guardian records</param>
/// <param name="TiesLost">ties taken from all schools</param>
public sealed record HeldExport(
    ReportFeed Feed,
    double SchoolShare,
    double SourceShare,
    IReadOnlyList<HeldSchool> Schools,
    int SchoolCount,
    long AccountsLost,
    long Accounts,
    bool IsSourceOver,
    PlannedChanges Pupils,
    PlannedChanges Guardians,
    long TiesLost)
{
    /// <summary>Most schools listed.</summary>
    public const int MostSchools = 20;
}
