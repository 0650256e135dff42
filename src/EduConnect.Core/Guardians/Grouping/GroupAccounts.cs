using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Grouping;

/// <summary>What the confirming page shows of the other account.</summary>
/// <param name="Username">its username, which stops working</param>
/// <param name="Children">the children that come</param>
public sealed record GroupingPreview(string Username, IReadOnlyList<Child> Children);

/// <summary>Second page of a grouping (rows #101 to #104): children, records and ties move, the other account is closed for ever. One transaction.</summary>
[UseCase(Effect.Modifies)]
public sealed class GroupAccounts(
    MainDb main, OperationalDb operational, PendingSteps steps, RecordMoves moves, Sessions sessions, SecurityNotices notices, TimeProvider clock)
{
    private const string Template = "accounts-grouped";

    /// <summary>What would be done; null when the first page has to be filled in again. Changes nothing.</summary>
    public async Task<GroupingPreview?> PreviewAsync(Session session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await steps.FindAsync(session.Id, StepKind.Grouping, cancellation) is { } step && await OtherAsync(step, cancellation) is { } other
            ? new GroupingPreview(other.Username, await Children.OfAsync(main, other.Id, cancellation))
            : null;
    }

    /// <summary>Groups.</summary>
    /// <returns>the children that came; null when the first page has to be filled in again</returns>
    public async Task<IReadOnlyList<Child>?> RunAsync(Session session, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(actor);
        var step = await steps.FindAsync(session.Id, StepKind.Grouping, cancellation);
        if (step is null || !await steps.EndAsync(session.Id, StepKind.Grouping, cancellation) || await OtherAsync(step, cancellation) is not { } other)
        {
            return null;
        }

        await using var transaction = await main.Database.BeginTransactionAsync(cancellation);
        var account = await main.Set<Account>().FirstAsync(one => one.Id == session.HolderId, cancellation);
        var records = await main.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == account.Id || record.AccountId == other.Id).ToListAsync(cancellation);
        var coming = records.Where(record => record.AccountId == other.Id).ToList();
        if (!GroupingRules.HaveSameName([.. records.Where(record => record.AccountId == account.Id)], coming))
        {
            return null;
        }

        var children = await Children.OfAsync(main, other.Id, cancellation);
        await TellAsync(account, other, cancellation);
        if (!await moves.MoveAsync(main, other, account, coming.ConvertAll(record => record.Id), actor, cancellation))
        {
            return null;
        }

        await SettleAsync(account, children, actor, cancellation);
        await FranceConnectIdentities.FollowAsync(main, other.Id, account.Id, cancellation);
        main.Add(actor.Event("account.grouped", clock.GetUtcNow().UtcDateTime, account.Id, detail: $"with {other.Id}"));

        // Before and after: neither a stop in between nor a sign-in at this very moment leaves a session of a closed account.
        await sessions.EndAllAsync(operational, other.Id, except: null, cancellation);
        if (!await main.TrySaveAsync(cancellation))
        {
            return null;
        }

        await transaction.CommitAsync(cancellation);
        await sessions.EndAllAsync(operational, other.Id, except: null, cancellation);
        return children;
    }

    private async Task<Account?> OtherAsync(PendingStep step, CancellationToken cancellation)
    {
        var proved = GroupingStep.Read(step.Value);
        var other = await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == proved.Other && one.ClosedAt == null, cancellation);
        return other is not null && PasswordPrint.Of(other) == proved.Print ? other : null;
    }

    private async Task TellAsync(Account account, Account other, CancellationToken cancellation)
    {
        var values = new Dictionary<string, string> { ["Username"] = account.Username, ["Closed"] = other.Username, ["Date"] = ParisTime.OnPaper(clock.GetUtcNow().UtcDateTime) };
        await notices.AddAsync(main, account, Template, values, cancellation);
        if (await notices.AddressesAsync(main, other, cancellation) is { Count: > 0 } addresses && !addresses.All((await notices.AddressesAsync(main, account, cancellation)).Contains))
        {
            await notices.AddAsync(main, other, Template, values, cancellation);
        }
    }

    /// <summary>
    /// The school gave this guardian the provisional password, or they chose it: what they have not said anything about yet is confirmed (row #104).
    /// Where both accounts spoke of the same child, the later word holds for every tie.
    /// </summary>
    private async Task SettleAsync(Account account, IReadOnlyList<Child> came, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var links = await Children.LinksOf(main, account.Id).ToListAsync(cancellation);
        foreach (var ties in links.Where(link => came.Any(child => child.PupilId == link.PupilId)).GroupBy(link => link.PupilId).Select(group => group.ToList()))
        {
            var said = ties.Where(tie => tie.StatedAt is not null).MaxBy(tie => tie.StatedAt);
            foreach (var tie in ties)
            {
                (tie.Statement, tie.StatedAt, tie.ReportedBirthDate) = said is null ? (LinkStatement.Confirmed, now, null) : (said.Statement, said.StatedAt, said.ReportedBirthDate);
            }

            if (said is null)
            {
                main.Add(actor.Event("tie.confirmed", now, account.Id, came.First(child => child.PupilId == ties[0].PupilId).School?.Id, $"pupil {ties[0].PupilId}"));
            }
        }
    }
}
