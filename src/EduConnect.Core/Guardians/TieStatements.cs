using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians;

/// <summary>Writes what a guardian says of their ties: the ties, the audit, the mails to the schools, all in the caller's save (domain §7).</summary>
public sealed class TieStatements(OutboxWriter outbox, TimeProvider clock)
{
    private const string ReportTemplate = "tie-reported";
    private const string CancelTemplate = "tie-report-cancelled";

    /// <summary>Applies a decision to every tie of the account to these children.</summary>
    public Task ApplyAsync(MainDb db, Account account, IReadOnlyList<Child> children, TieDecision decision, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return ApplyAsync(db, account, Children.LinksOf(db, account.Id), children, decision, actor, cancellation);
    }

    /// <summary>Applies a decision to those of <paramref name="ties"/> that are about these children; the records may be on their way to <paramref name="account"/>.</summary>
    public async Task ApplyAsync(
        MainDb db, Account account, IQueryable<GuardianLink> ties, IReadOnlyList<Child> children, TieDecision decision, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(decision);
        var links = await ties.ToListAsync(cancellation);
        var guardian = await NameAsync(db, [.. links.Select(link => link.GuardianRecordId).Distinct()], cancellation);
        foreach (var child in children)
        {
            if (Statement(decision, child.PupilId) is { } statement && statement != child.Statement)
            {
                State(db, account, links, child, statement, actor, guardian);
            }
        }
    }

    private static LinkStatement? Statement(TieDecision decision, Guid pupil) =>
        decision.Confirmed.Contains(pupil) ? LinkStatement.Confirmed
        : decision.ReportedWrong.Contains(pupil) ? LinkStatement.ReportedWrong
        : decision.DateReported.Contains(pupil) ? LinkStatement.BirthDateReported
        : null;

    private static async Task<string> NameAsync(MainDb db, List<Guid> records, CancellationToken cancellation)
    {
        var record = await db.Set<GuardianRecord>().AsNoTracking().Where(one => records.Contains(one.Id)).OrderBy(one => one.Id).FirstOrDefaultAsync(cancellation);
        return record is null ? string.Empty : $"{record.FirstName} {record.UsualName}".Trim();
    }

    private void State(MainDb db, Account account, List<GuardianLink> links, Child child, LinkStatement statement, Actor actor, string guardian)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var link in links.Where(link => link.PupilId == child.PupilId))
        {
            link.Statement = statement;
            link.StatedAt = now;
            link.ReportedBirthDate = statement == LinkStatement.BirthDateReported ? child.BirthDate : null;
        }

        db.Add(actor.Event(Code(child.Statement, statement), now, account.Id, child.School?.Id, $"pupil {child.PupilId}"));
        if (child.School is { Mail: { Length: > 0 } address } school)
        {
            if (statement == LinkStatement.ReportedWrong)
            {
                outbox.Mail(db, address, ReportTemplate, Values(account, child, school, guardian, now, null));
            }
            else if (child.Statement == LinkStatement.ReportedWrong)
            {
                outbox.Mail(db, address, CancelTemplate, Values(account, child, school, guardian, now, child.StatedAt));
            }
        }
    }

    private static string Code(LinkStatement before, LinkStatement after) => (before, after) switch
    {
        (LinkStatement.ReportedWrong, LinkStatement.Confirmed) => "tie.report-cancelled",
        (_, LinkStatement.Confirmed) => "tie.confirmed",
        (_, LinkStatement.ReportedWrong) => "tie.reported",
        _ => "tie.birth-date-reported",
    };

    private static Dictionary<string, string> Values(Account account, Child child, School school, string guardian, DateTime now, DateTime? reportedAt) => new()
    {
        ["Guardian"] = guardian,
        ["Username"] = account.Username,
        ["Pupil"] = child.FullName,
        ["School"] = school.TitledName,
        ["Uai"] = school.Uai,
        ["Academie"] = Academies.ByCode(school.Academie)?.Complement ?? school.Academie,
        ["Date"] = Day(now),
        ["ReportedOn"] = Day(reportedAt ?? now),
    };

    private static string Day(DateTime utc) => ParisTime.OnPaper(utc);
}
