using System.Globalization;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Depositing;

/// <summary>Where a deposit lies.</summary>
public enum DepositPlace
{
    /// <summary>Where the académie put it: it is taken when it is complete.</summary>
    Waiting,

    /// <summary>Taken; its import is running, or was interrupted and goes on.</summary>
    Taken,

    /// <summary>The safety brake holds it until an operator decides.</summary>
    Held,

    /// <summary>Imported.</summary>
    Done,

    /// <summary>Refused; its report says why.</summary>
    Refused,
}

/// <summary>What an académie deposited.</summary>
/// <param name="Degree">degree of the folder</param>
/// <param name="Place">where it lies</param>
/// <param name="Name">name of the file or folder, with the instant it was taken at its beginning once it was</param>
/// <param name="At">last written, or moved (UTC)</param>
public sealed record Deposit(Degree Degree, DepositPlace Place, string Name, DateTime At)
{
    internal const string StampFormat = "yyyyMMdd-HHmmssfff";

    /// <summary>When it was taken (UTC), as the beginning of its name says; null when it was not.</summary>
    public DateTime? TakenAt =>
        Name.Length > StampFormat.Length && DateTime.TryParseExact(
            Name.AsSpan(0, StampFormat.Length), StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
}

/// <summary>The report that stands beside a deposit, as it was written when the deposit was taken.</summary>
/// <param name="Outcome">how it ended</param>
/// <param name="Reasons">why something was refused, and what an operator should know: in English</param>
/// <param name="Feeds">the deliveries</param>
/// <param name="Schools">schools</param>
/// <param name="Classes">classes</param>
/// <param name="Pupils">pupils</param>
/// <param name="Guardians">guardians</param>
/// <param name="Links">ties</param>
/// <param name="Accounts">accounts</param>
/// <param name="Rejected">records set aside, at most <see cref="ImportReport.MostRejections"/></param>
/// <param name="Seconds">duration</param>
/// <param name="Held">what the exports would do that the safety brake stopped; null in reports from before there was one</param>
/// <param name="Remarks">the reasons again, for those who say them in another language; null in reports from before there were any</param>
public sealed record DepositReport(
    ImportOutcome Outcome,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<ReportFeed> Feeds,
    EntityCounts Schools,
    EntityCounts Classes,
    EntityCounts Pupils,
    EntityCounts Guardians,
    EntityCounts Links,
    EntityCounts Accounts,
    IReadOnlyList<Rejection> Rejected,
    double Seconds,
    IReadOnlyList<HeldExport>? Held = null,
    IReadOnlyList<ImportRemark>? Remarks = null);

/// <summary>The deposit folders of both degrees.</summary>
/// <param name="All">one for each degree</param>
public sealed record DepositFolders(IReadOnlyList<DepositFolder> All)
{
    /// <summary>The one of a degree.</summary>
    public DepositFolder Of(Degree degree) => All.Single(folder => folder.Degree == degree);
}
