using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using Xunit;

namespace EduConnect.Core.Tests.Accounts;

/// <summary>Every state × verb of both kinds of accounts, against a table written apart from the code (domain 3.3, 10.6, 10.9, §9).</summary>
public sealed class AccountStateTests
{
    private static readonly DateTime Now = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan ThreeMonths = TimeSpan.FromDays(92);

    // One line per verb; columns: NotInformed, Informed, Activating, Activated. A word is a refusal; * forbids pupils.
    private const string Table = """
        Inform               Informed       Informed        Activating      Activated
        InformWithReset      Informed       Informed        Informed        Activated
        ResetPassword        NotInformed!   Informed        Informed        Activated
        BeginActivation*     NotInformed!   Activating      NothingPending! AlreadyActivated!
        CorrectAddress*      NothingPending! NothingPending! Activating     NothingPending!
        ActivateBySchool     NotInformed!   Activated       NothingPending! AlreadyActivated!
        ActivateByOtherProof Activated      Activated       Activated       AlreadyActivated!
        ConfirmMail          NothingPending! NothingPending! Activated      Activated
        ChoosePassword       NotActivated!  NotActivated!   NotActivated!   Activated
        ExpireProvisional    NothingPending! NotInformed    NothingPending! Activated
        ExpireActivation*    NothingPending! NothingPending! NotInformed    NothingPending!
        Compromise           NotInformed    NotInformed     Activating      Activated
        ChangeMail           NotActivated!  NotActivated!   NotActivated!   Activated
        ChangeMobile*        NotActivated!  NotActivated!   NotActivated!   Activated
        StateTie*            NotActivated!  NotActivated!   NotActivated!   Activated
        TakeOver*            NotActivated!  NotActivated!   NotActivated!   Activated
        Close*               NotInformed    Informed        Activating      Activated
        RequestUsername      NotInformed    Informed        Activating      Activated
        TakeUsername         NotInformed    Informed        Activating      Activated
        """;

    public static TheoryData<AccountKind, AccountState, AccountVerb, string> Cells
    {
        get
        {
            var cells = new TheoryData<AccountKind, AccountState, AccountVerb, string>();
            foreach (var words in Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                var verb = Enum.Parse<AccountVerb>(words[0].TrimEnd('*'));
                foreach (var state in Enum.GetValues<AccountState>())
                {
                    cells.Add(AccountKind.Guardian, state, verb, words[1 + (int)state]);
                    cells.Add(AccountKind.Pupil, state, verb, words[0].EndsWith('*') ? "NotForPupils!" : words[1 + (int)state]);
                }
            }

            return cells;
        }
    }

    [Fact]
    public void The_table_holds_every_verb() =>
        Assert.Equal(Enum.GetNames<AccountVerb>().Order(), Table.Split('\n').Select(line => line.Split(' ')[0].TrimEnd('*')).Order());

    public static TheoryData<AccountKind, AccountState, AccountVerb> Verbs
    {
        get
        {
            var cells = new TheoryData<AccountKind, AccountState, AccountVerb>();
            foreach (var (kind, state) in from kind in Enum.GetValues<AccountKind>() from state in Enum.GetValues<AccountState>() select (kind, state))
            {
                Array.ForEach(Enum.GetValues<AccountVerb>(), verb => cells.Add(kind, state, verb));
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_state_and_verb(AccountKind kind, AccountState state, AccountVerb verb, string expected)
    {
        var account = InState(kind, state);
        var before = Picture(account);
        var refusal = Apply(account, verb);

        if (expected.EndsWith('!'))
        {
            Assert.Equal(Enum.Parse<AccountRefusal>(expected.TrimEnd('!')), refusal);
            Assert.Equal(before, Picture(account));
        }
        else
        {
            Assert.Equal(AccountRefusal.None, refusal);
            Assert.Equal(Enum.Parse<AccountState>(expected), account.State);
            Assert.True(account.Version > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_closed_account_refuses_everything(AccountKind kind, AccountState state, AccountVerb verb)
    {
        var account = InState(kind, state);
        account.ClosedAt = Now;
        var before = Picture(account);
        Assert.Equal(AccountRefusal.Closed, Apply(account, verb));
        Assert.Equal(before, Picture(account));
    }

    /// <summary>S-PP5, S-PP8 over every sequence of four verbs from the start.</summary>
    [Theory]
    [InlineData(AccountKind.Pupil)]
    [InlineData(AccountKind.Guardian)]
    [Trait("Rule", "S-PP5")]
    [Trait("Rule", "S-PP8")]
    public void No_sequence_leaves_both_a_chosen_and_a_provisional_password(AccountKind kind)
    {
        var verbs = Enum.GetValues<AccountVerb>();
        for (var sequence = 0; sequence < verbs.Length * verbs.Length * verbs.Length * verbs.Length; sequence++)
        {
            var account = InState(kind, AccountState.NotInformed);
            for (var (rest, step) = (sequence, 0); step < 4; step++, rest /= verbs.Length)
            {
                Apply(account, verbs[rest % verbs.Length]);
                AssertSound(account, () => $"{kind}, sequence {sequence}, step {step}");
            }
        }
    }

    [Fact]
    [Trait("Rule", "S-PP8")]
    public void Informing_again_keeps_the_provisional_password_and_begins_the_three_months_again()
    {
        var account = InState(AccountKind.Pupil, AccountState.Informed);
        var mac = account.ProvisionalMac;
        Assert.False(account.NeedsProvisional(withReset: false, Now.AddDays(80)));
        account.Inform(withReset: false, drawn: null, Now.AddDays(80), ThreeMonths);
        Assert.Same(mac, account.ProvisionalMac);
        Assert.Equal(Now.AddDays(80) + ThreeMonths, account.ProvisionalExpiresAt);
        Assert.Equal(Now.AddDays(80), account.LastInformedAt);
    }

    [Fact]
    [Trait("Row", "#167")]
    public void Informing_an_activated_account_leaves_its_password_alone()
    {
        var account = InState(AccountKind.Guardian, AccountState.Activated);
        account.Inform(withReset: false, drawn: null, Now, ThreeMonths);
        Assert.Equal("chosen", account.PasswordHash);
        Assert.Null(account.ProvisionalMac);
        Assert.Equal(Now, account.LastInformedAt);
    }

    [Fact]
    public void A_reset_replaces_the_chosen_password_at_once_and_choosing_again_clears_everything()
    {
        var account = InState(AccountKind.Pupil, AccountState.Activated);
        account.Compromise();
        Assert.Equal(AccountRefusal.None, account.ResetPassword(Copies(2), Now, ThreeMonths));
        Assert.Null(account.PasswordHash);
        Assert.Equal(Now, account.ResetRequestedAt);
        Assert.True(account.IsCompromised);

        Assert.Equal(AccountRefusal.None, account.ChoosePassword("new"));
        Assert.False(account.IsCompromised);
        Assert.Null(account.ResetRequestedAt);
        Assert.Null(account.ProvisionalCipher);
    }

    [Theory]
    [Trait("Section", "16")]
    [InlineData(AccountKind.Guardian, AccountState.Activating, false)]
    [InlineData(AccountKind.Guardian, AccountState.Activated, false)]
    [InlineData(AccountKind.Pupil, AccountState.Activated, false)]
    [InlineData(AccountKind.Pupil, AccountState.Activated, true)]
    public void A_leaked_password_takes_along_the_address_that_nobody_confirmed(AccountKind kind, AccountState state, bool isConfirmed)
    {
        var account = InState(kind, state);
        (account.MailConfirmedAt, account.MailInError) = (isConfirmed ? Now : null, !isConfirmed);
        Assert.Equal(AccountRefusal.None, account.Compromise());
        Assert.Equal((isConfirmed ? "claire@exemple.fr" : null, false), (account.Mail, account.MailInError));
        Assert.Equal(isConfirmed ? AccountRefusal.None : AccountRefusal.NothingPending, account.ConfirmMail("claire@exemple.fr", Now));
    }

    [Fact]
    [Trait("Section", "10.6")]
    public void Informing_a_compromised_activation_is_informing_with_a_reset()
    {
        var account = InState(AccountKind.Guardian, AccountState.Activating);
        Assert.False(account.NeedsProvisional(withReset: false, Now));
        account.Compromise();
        Assert.True(account.NeedsProvisional(withReset: false, Now));
        Assert.Equal(AccountRefusal.None, account.Inform(withReset: false, Copies(2), Now, ThreeMonths));
        Assert.Equal((AccountState.Informed, true, true, null), (account.State, account.HasProvisional(Now), account.IsCompromised, account.ActivationBegunAt));
    }

    [Fact]
    [Trait("Section", "9")]
    [Trait("Rule", "S-PP8")]
    public void Informing_again_does_not_wake_a_reset_that_has_run_out()
    {
        var account = InState(AccountKind.Pupil, AccountState.Activated);
        account.ResetPassword(Copies(2), Now, ThreeMonths);
        account.Inform(withReset: false, drawn: null, Now + ThreeMonths - TimeSpan.FromDays(1), ThreeMonths);
        var end = Now + ThreeMonths - TimeSpan.FromDays(1) + ThreeMonths;
        Assert.True(account.HasProvisional(end - TimeSpan.FromSeconds(1)));
        Assert.Equal(AccountRefusal.None, account.Inform(withReset: false, drawn: null, end, ThreeMonths));
        Assert.False(account.HasProvisional(end));
        Assert.Equal((end, end), (account.ProvisionalExpiresAt, account.LastInformedAt));
        Assert.Equal(AccountRefusal.None, account.ExpireProvisional(end));
    }

    [Fact]
    public void A_compromised_guardian_is_reset_through_Informer_only()
    {
        var account = InState(AccountKind.Guardian, AccountState.Activated);
        account.Compromise();
        Assert.Equal(AccountRefusal.CompromisedGuardian, account.ResetPassword(Copies(2), Now, ThreeMonths));
        Assert.Null(account.ProvisionalMac);
        Assert.Equal(AccountRefusal.None, account.Inform(withReset: true, Copies(2), Now, ThreeMonths));
        Assert.NotNull(account.ProvisionalMac);
    }

    [Fact]
    [Trait("Row", "#55")]
    public void Only_the_address_that_was_written_to_ends_an_activation()
    {
        var account = InState(AccountKind.Guardian, AccountState.Activating);
        Assert.Equal(AccountRefusal.None, account.CorrectAddress("autre@exemple.fr"));
        Assert.Equal(AccountRefusal.NothingPending, account.ConfirmMail("claire@exemple.fr", Now));
        Assert.Equal(AccountState.Activating, account.State);
        Assert.Equal(AccountRefusal.None, account.ConfirmMail("autre@exemple.fr", Now));
        Assert.Equal((AccountState.Activated, (DateTime?)Now, (DateTime?)Now), (account.State, account.MailConfirmedAt, account.ActivatedAt));
    }

    [Fact]
    [Trait("Row", "#257")]
    public void An_address_that_is_forgotten_is_no_longer_in_error_and_one_that_stays_still_is()
    {
        var forgotten = InState(AccountKind.Guardian, AccountState.Activating);
        forgotten.MailInError = true;
        Assert.Equal(AccountRefusal.None, forgotten.ExpireActivation(Now + ThreeMonths, ThreeMonths));
        Assert.Equal((null, false), (forgotten.Mail, forgotten.MailInError));
        var kept = InState(AccountKind.Guardian, AccountState.Activating);
        (kept.MailConfirmedAt, kept.MailInError) = (Now, true);
        Assert.Equal(AccountRefusal.None, kept.ExpireActivation(Now + ThreeMonths, ThreeMonths));
        Assert.Equal(("claire@exemple.fr", true), (kept.Mail, kept.MailInError));
    }

    [Theory]
    [InlineData(AccountState.Informed, 91, null)]
    [InlineData(AccountState.Informed, 92, AccountVerb.ExpireProvisional)]
    [InlineData(AccountState.Activating, 91, null)]
    [InlineData(AccountState.Activating, 92, AccountVerb.ExpireActivation)]
    [InlineData(AccountState.Activated, 400, null)]
    [InlineData(AccountState.NotInformed, 400, null)]
    [Trait("Row", "#61")]
    public void Time_brings_back_what_was_not_finished_in_three_months(AccountState state, int days, AccountVerb? due)
    {
        var account = InState(AccountKind.Guardian, state);
        Assert.Equal(due, LifeCycle.Due(account, Now.AddDays(days), new Deadlines()));
    }

    private static Account InState(AccountKind kind, AccountState state)
    {
        var account = new Account { Id = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Kind = kind, Username = "c.morel27", State = state, CreatedAt = Now };
        if (state == AccountState.Informed)
        {
            (account.ProvisionalCipher, account.ProvisionalMac, account.ProvisionalCreatedAt, account.ProvisionalExpiresAt) = ([1], [1], Now, Now + ThreeMonths);
        }
        else if (state != AccountState.NotInformed)
        {
            account.PasswordHash = "chosen";
            account.Mail = "claire@exemple.fr";
            account.ActivationBegunAt = state == AccountState.Activating ? Now : null;
        }

        return account;
    }

    private static ProvisionalCopies Copies(byte mark) => new([mark], [mark], Now);

    private static AccountRefusal Apply(Account account, AccountVerb verb) => verb switch
    {
        AccountVerb.Inform => account.Inform(false, account.NeedsProvisional(false, Now) ? Copies(1) : null, Now, ThreeMonths),
        AccountVerb.InformWithReset => account.Inform(true, Copies(1), Now, ThreeMonths),
        AccountVerb.ResetPassword => account.ResetPassword(Copies(1), Now, ThreeMonths),
        AccountVerb.BeginActivation => account.BeginActivation("chosen", "claire@exemple.fr", Now),
        AccountVerb.CorrectAddress => account.CorrectAddress("autre@exemple.fr"),
        AccountVerb.ActivateBySchool => account.ActivateBySchool("chosen", "claire@exemple.fr", false, Now),
        AccountVerb.ActivateByOtherProof => account.ActivateByOtherProof(ActivationMode.SelfRegistration, "chosen", Now),
        AccountVerb.ConfirmMail => account.ConfirmMail(account.Mail ?? "", Now),
        AccountVerb.ChoosePassword => account.ChoosePassword("chosen"),
        AccountVerb.ExpireProvisional => ExpireWithReset(account),
        AccountVerb.ExpireActivation => account.ExpireActivation(Now + ThreeMonths, ThreeMonths),
        AccountVerb.Compromise => account.Compromise(),
        AccountVerb.ChangeMail => account.ChangeMail("autre@exemple.fr", Now),
        AccountVerb.ChangeMobile => account.ChangeMobile("+33639980002", Now),
        AccountVerb.StateTie => account.StateTie(),
        AccountVerb.TakeOver => account.TakeOver(),
        AccountVerb.Close => account.Close(Now),
        AccountVerb.RequestUsername => account.RequestUsername(Now),
        AccountVerb.TakeUsername => TakeRequested(account),
        _ => throw new ArgumentOutOfRangeException(nameof(verb)),
    };

    // A username comes only where one was asked for.
    private static AccountRefusal TakeRequested(Account account)
    {
        account.RequestUsername(Now);
        return account.TakeUsername("c.autre");
    }

    // An activated account has something to expire only after a reset.
    private static AccountRefusal ExpireWithReset(Account account)
    {
        if (account.State == AccountState.Activated && account.ClosedAt is null && account.ProvisionalMac is null)
        {
            account.ResetPassword(Copies(1), Now, ThreeMonths);
            account.Inform(true, Copies(1), Now, ThreeMonths);
        }

        return account.ExpireProvisional(Now + ThreeMonths);
    }

    private static void AssertSound(Account account, Func<string> where)
    {
        Assert.False(account.PasswordHash is not null && (account.ProvisionalMac is not null || account.ProvisionalCipher is not null), where());
        Assert.True((account.ProvisionalMac is null) == (account.ProvisionalCipher is null), where());
        Assert.False(account.State == AccountState.NotInformed && account.ProvisionalMac is not null, where());
        Assert.False(account.State == AccountState.Informed && account.ProvisionalMac is null && account.ClosedAt is null, where());
        Assert.False(account.Kind == AccountKind.Pupil && account.State == AccountState.Activating, where());
    }

    private static string Picture(Account account) => System.Text.Json.JsonSerializer.Serialize(account);
}
