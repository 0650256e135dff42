namespace EduConnect.Core.Directory.Importing;

/// <summary>Which exports wait behind one that the safety brake holds (domain 2.4): they change what it would make.</summary>
internal static class HeldExports
{
    /// <summary>The held export that one has to wait for; null when it may be taken.</summary>
    public static ReportFeed? Before(ReportFeed export, IEnumerable<ReportFeed> held) =>
        held.FirstOrDefault(one => one.Academie == export.Academie && one.Degree == export.Degree && one.Date <= export.Date);
}
