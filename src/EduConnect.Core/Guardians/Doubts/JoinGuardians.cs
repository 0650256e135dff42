using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>How "C'est la même personne" ended.</summary>
public enum JoinOutcome
{
    /// <summary>The school has no such doubt that waits.</summary>
    NotFound,

    /// <summary>Done, as <see cref="JoinEffect"/> says.</summary>
    Done,

    /// <summary>Since the page was shown somebody was informed or activated: what would follow is something else, to be confirmed again.</summary>
    Changed,

    /// <summary>One of them said of a child of the other that it is not theirs: to be corrected at the source (domain 4.4, 7.1).</summary>
    TieReported,
}

/// <summary>
/// "C'est la même personne", at a school's word (domain 4.2): two accounts nobody was told about become one; otherwise the children are proposed to the holder who
/// was told. Nobody's account is touched behind its holder's back.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class JoinGuardians(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the audit event when two accounts became one.</summary>
    public const string JoinedCode = "doubt.joined";

    /// <summary>Code when the children were proposed to the holder.</summary>
    public const string ProposedCode = "doubt.proposed";

    /// <summary>Code when both accounts are in use.</summary>
    public const string LeftCode = "doubt.left-to-holder";

    /// <summary>Decides.</summary>
    /// <param name="scope">who, in which school</param>
    /// <param name="id">the doubt</param>
    /// <param name="confirmed">what the page said would follow</param>
    /// <param name="cancellationToken">ends the wait</param>
    public async Task<JoinOutcome> RunAsync(EstablishmentScope scope, Guid id, JoinEffect confirmed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var all = await main.CreateDbContextAsync(cancellationToken);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (await DoubtDecisions.FindAsync(db, all, id, cancellationToken) is not { } open)
        {
            return JoinOutcome.NotFound;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await DoubtDecisions.DecideAsync(db, open, DoubtDecision.Joined, Now, cancellationToken))
        {
            return JoinOutcome.NotFound;
        }

        var outcome = await CarryOutAsync(db, scope, open, confirmed, cancellationToken);
        if (outcome == JoinOutcome.Done)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<JoinOutcome> CarryOutAsync(MainDb db, EstablishmentScope scope, OpenDoubt open, JoinEffect confirmed, CancellationToken cancellationToken)
    {
        var accounts = await db.Set<Account>().Where(account => (account.Id == open.FirstAccount || account.Id == open.SecondAccount) && account.ClosedAt == null)
            .OrderBy(account => account.CreatedAt).ThenBy(account => account.Id).ToListAsync(cancellationToken);
        if (accounts is not [var one, var other])
        {
            return JoinOutcome.NotFound;
        }

        if (JoinRules.Judge(Seen(one), Seen(other)) is var effect && effect != confirmed)
        {
            return JoinOutcome.Changed;
        }

        if (await HasReportedAsync(db, one.Id, other.Id, cancellationToken))
        {
            return JoinOutcome.TieReported;
        }

        // Whoever informs or activates one of them at this moment loses, or this does.
        (one.Version, other.Version) = (one.Version + 1, other.Version + 1);
        switch (effect)
        {
            case JoinEffect.Joins:
                await new GuardianJoin(db, Now).AddAsync(stays: one, goes: other, cancellationToken);
                break;
            case JoinEffect.Proposes:
                await ProposeAsync(db, one, other, cancellationToken);
                await ProposeAsync(db, other, one, cancellationToken);
                break;
        }

        if (!await db.TrySaveAsync(cancellationToken))
        {
            return JoinOutcome.Changed;
        }

        // In the same transaction, once the account that stays has the children of both: the schools of either are told of it.
        var code = effect switch { JoinEffect.Joins => JoinedCode, JoinEffect.Proposes => ProposedCode, _ => LeftCode };
        db.Add(scope.Actor.Event(code, Now, one.Id, scope.School.Id, $"with {other.Id}", other.Id));
        await db.SaveChangesAsync(cancellationToken);
        return JoinOutcome.Done;
    }

    private static async Task<bool> HasReportedAsync(MainDb db, Guid one, Guid other, CancellationToken cancellationToken)
    {
        var (own, others) = (Children.LinksOf(db, one), Children.LinksOf(db, other));
        return await own.AnyAsync(
            link => others.Any(another => another.PupilId == link.PupilId && (link.Statement == LinkStatement.ReportedWrong || another.Statement == LinkStatement.ReportedWrong)), cancellationToken);
    }

    private static AccountState Seen(Account account) => JoinRules.Seen(account.State, account.IsCompromised);

    private async Task ProposeAsync(MainDb db, Account from, Account to, CancellationToken cancellationToken)
    {
        if (!JoinRules.MayBeProposed(Seen(from), Seen(to)))
        {
            return;
        }

        var records = await db.Set<GuardianRecord>().Where(record => record.AccountId == from.Id && record.GoneAt == null
                && !db.Set<RecordProposal>().Any(proposal => proposal.GuardianRecordId == record.Id && proposal.AccountId == to.Id))
            .OrderBy(record => record.Id).Select(record => record.Id).ToListAsync(cancellationToken);
        db.AddRange(records.Select(record => new RecordProposal { GuardianRecordId = record, AccountId = to.Id, ProposedAt = Now }));
    }
}
