using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Tests.House;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Recovery;

/// <summary>The tables of <c>docs/journeys/recovery.md</c> say what the code does: every step × page, every state × way (rows #106, #107, #114).</summary>
public sealed class RecoveryJourneyTests
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    private static readonly Dictionary<string, Account?> Accounts = new()
    {
        ["nobody"] = null,
        ["contact missing or not confirmed"] = Make(account => (account.State, account.Mail, account.MobileConfirmedAt) = (AccountState.Activated, null, null)),
        ["not informed"] = Make(_ => { }),
        ["informed"] = Make(account => account.State = AccountState.Informed),
        ["activating, address confirmed before"] = Make(account => account.State = AccountState.Activating),
        ["activated"] = Activated(_ => { }),
        ["activated, pupil"] = Activated(account => account.Kind = AccountKind.Pupil),
        ["compromised"] = Activated(account => account.Compromise()),
        ["reset by the school in progress"] = Activated(account => (account.PasswordHash, account.ResetRequestedAt) = (null, Now)),
        ["activated, password expired after a reset"] = Activated(account => account.PasswordHash = null),
        ["FranceConnect without password"] = Activated(account => (account.Mode, account.PasswordHash) = (ActivationMode.FranceConnect, null)),
        ["FranceConnect with password"] = Activated(account => account.Mode = ActivationMode.FranceConnect),
        ["grouped with another account"] = Activated(account => account.Close(Now)),
    };

    [Fact]
    [Trait("Rule", "S-RC3")]
    public void Every_page_is_shown_at_its_steps_and_at_no_other()
    {
        var (pages, rows) = Table("Step");
        Assert.Equal(Enum.GetNames<RecoveryStep>(), pages);
        Assert.Equal(Enum.GetNames<RecoveryStep>(), rows.Select(row => row[0]));
        foreach (var row in rows)
        {
            var state = At(Enum.Parse<RecoveryStep>(row[0]));
            Assert.Equal(row[0], RecoverySteps.Next(state).ToString());
            var shown = pages.Select(page => RecoverySteps.MayShow(state, Enum.Parse<RecoveryStep>(page)) ? "shown" : "–");
            Assert.Equal(row.Skip(1), shown);
        }
    }

    [Fact]
    [Trait("Rule", "S-RC5")]
    public void Every_state_gets_what_the_table_says()
    {
        var (_, rows) = Table("Account");
        Assert.Equal(Accounts.Keys, rows.Select(row => row[0]));
        foreach (var row in rows)
        {
            var account = Accounts[row[0]];
            var heir = account?.ClosedAt is null ? null : Activated(_ => { });
            Assert.Equal<IEnumerable<string>>(row, [row[0], RecoveryRules.Judge(account, RecoveryWay.Mail, heir).ToString(), RecoveryRules.Judge(account, RecoveryWay.Sms).ToString()]);
        }
    }

    [Fact]
    [Trait("Rule", "S-RC1")]
    public void A_proof_fits_until_a_password_or_contact_changes()
    {
        Action<Account>[] changes =
        [
            account => account.PasswordHash = "$other", account => account.ProvisionalMac = [1], account => account.Mail = "autre@exemple.fr", account => account.MailConfirmedAt = Now.AddDays(1),
            account => account.Mobile = "+33639980099", account => account.MobileConfirmedAt = null, account => account.ClosedAt = Now,
        ];
        foreach (var change in changes)
        {
            var account = Activated(_ => { });
            var proof = RecoveryProof.Of(account);
            account.LastInformedAt = Now;
            Assert.True(RecoveryProof.Fits(account, proof));
            change(account);
            Assert.False(RecoveryProof.Fits(account, proof));
        }

        Assert.False(RecoveryProof.Fits(Activated(_ => { }), null));
    }

    private static RecoveryState At(RecoveryStep step)
    {
        var state = new RecoveryState { HandleHash = [], Username = "c.morel27" };
        state.Way = step switch { RecoveryStep.Way => null, RecoveryStep.MailSent => RecoveryWay.Mail, _ => RecoveryWay.Sms };
        state.ProvedAt = step is RecoveryStep.Password or RecoveryStep.Done ? Now : null;
        state.DoneAt = step == RecoveryStep.Done ? Now : null;
        return state;
    }

    private static Account Activated(Action<Account> change) => Make(account =>
    {
        (account.State, account.Mode, account.PasswordHash) = (AccountState.Activated, ActivationMode.School, "$hash");
        change(account);
    });

    private static Account Make(Action<Account> change)
    {
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Kind = AccountKind.Guardian,
            Username = "c.morel27",
            Mail = "claire@exemple.fr",
            MailConfirmedAt = Now,
            Mobile = "+33639980042",
            MobileConfirmedAt = Now,
        };
        change(account);
        return account;
    }

    private static (string[] Columns, List<string[]> Rows) Table(string firstColumn)
    {
        var lines = Repository.Lines("docs/journeys/recovery.md");
        var head = Array.FindIndex(lines, line => line.StartsWith($"| {firstColumn} |", StringComparison.Ordinal));
        static string[] Cells(string line) => [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];
        return (Cells(lines[head])[1..], [.. lines.Skip(head + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)]);
    }
}
