using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Codes;

/// <summary>How many codes may be sent (S-OT4), on both engines.</summary>
[Trait("Rule", "S-OT4")]
public abstract class SendingLimitTests(Engine engine) : StorageSuite(engine)
{
    private CodeDesk? _desk;

    private CodeDesk Desk => _desk ??= new CodeDesk(Stores, Clock);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_a_minute_three_an_hour_five_a_day_to_one_number_whether_or_not_somebody_matches(bool matches)
    {
        Assert.Equal(CodeSending.Sent, await SendAsync(1, matches));
        Assert.Equal(CodeSending.TooSoon, await SendAsync(1, matches));
        var answers = new List<CodeSending>();
        for (var i = 0; i < 4; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(61));
            answers.Add(await SendAsync(1, matches));
        }

        Assert.Equal([CodeSending.Sent, CodeSending.Sent, CodeSending.LimitReached, CodeSending.LimitReached], answers);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSending.Sent, await SendAsync(1, matches));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSending.Sent, await SendAsync(1, matches));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSending.LimitReached, await SendAsync(1, matches));
        Assert.Equal(CodeSending.Sent, await SendAsync(2, matches));
        Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(CodeSending.Sent, await SendAsync(1, matches));
    }

    [Fact]
    public async Task A_network_has_its_share_and_the_others_are_not_hurt()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(CodeSending.Sent, await SendAsync(i, i % 2 == 0));
        }

        Assert.Equal(CodeSending.LimitReached, await SendAsync(40));
        Assert.Equal(CodeSending.Sent, await SendAsync(41, network: "198.51.100.0/24"));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSending.Sent, await SendAsync(40));
    }

    [Fact]
    public async Task The_budget_is_told_at_half_and_hard_at_its_end_and_keeps_a_share_for_confirmed_numbers()
    {
        Desk.Options.BudgetAnHour = 10;
        Desk.Options.NetworkAnHour = 1000;
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(CodeSending.Sent, await SendAsync(i, matches: false));
        }

        Assert.Empty(await EventsAsync());
        for (var i = 100; i < 107; i++)
        {
            Assert.Equal(CodeSending.Sent, await SendAsync(i));
        }

        Assert.Equal([SendingLimits.AlertCode], await EventsAsync());
        Assert.Equal(CodeSending.BudgetSpent, await SendAsync(107));
        Assert.Equal(CodeSending.BudgetSpent, await SendAsync(108, matches: false));
        for (var i = 110; i < 113; i++)
        {
            Assert.Equal(CodeSending.Sent, await SendAsync(i, verified: true));
        }

        Assert.Equal(CodeSending.BudgetSpent, await SendAsync(114, verified: true));
        Assert.Equal([SendingLimits.AlertCode, SendingLimits.SpentCode], await EventsAsync());
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSending.Sent, await SendAsync(115));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_number_gets_three_an_hour_from_all_journeys_together_and_nobody_is_told_of_another(bool recoveryFirst)
    {
        const string Phone = "+33639980001";
        for (var i = 0; i < 3; i++)
        {
            Assert.True(recoveryFirst ? await RecoverAsync(Phone) : await SendAsync(1) == CodeSending.Sent);
            Clock.Advance(TimeSpan.FromSeconds(61));
        }

        var before = await SmsAsync();
        if (recoveryFirst)
        {
            Assert.Equal(CodeSending.Sent, await SendAsync(1));
        }
        else
        {
            Assert.False(await RecoverAsync(Phone));
        }

        Assert.Equal((before, recoveryFirst ? 0 : 3), (await SmsAsync(), before));
        Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(CodeSending.Sent, await SendAsync(1));
        Assert.Equal(before + 1, await SmsAsync());
    }

    [Fact]
    public async Task A_hundred_at_once_to_one_number_are_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => SendAsync(1))));
        Assert.Single(answers, answer => answer == CodeSending.Sent);
    }

    [Fact]
    [Trait("Rule", "S-OT5")]
    public async Task Numbers_that_only_cost_money_get_nothing()
    {
        Assert.Equal(CodeSending.Sent, await Desk.SendAsync(new CodeRequest(Guid.NewGuid(), CodePurpose.Registration, "+88213300000", "n", false), Cancellation));
        await using var db = Stores.Operational();
        Assert.False(await db.Set<Core.Platform.Outbox.OutboxMessage>().AnyAsync(message => message.Channel == Core.Platform.Outbox.Channel.Sms, Cancellation));
    }

    // What a forgotten password takes for the number of the account, before it asks for a code.
    private async Task<bool> RecoverAsync(string phone)
    {
        await using var db = Stores.Operational();
        return await new RecoveryLimits(db, new RecoveryOptions(), new ThrottleOptions(), Clock).TakeAsync(phone + "\n", Cancellation);
    }

    private async Task<int> SmsAsync()
    {
        await using var db = Stores.Operational();
        return await db.Set<Core.Platform.Outbox.OutboxMessage>().CountAsync(message => message.Channel == Core.Platform.Outbox.Channel.Sms, Cancellation);
    }

    private async Task<List<string>> EventsAsync()
    {
        await using var db = Stores.Operational();
        return await db.Set<JournalEntry>().OrderBy(entry => entry.Code).Select(entry => entry.Code).ToListAsync(Cancellation);
    }

    private Task<CodeSending> SendAsync(int number, bool matches = true, string network = "192.0.2.0/24", bool verified = false)
    {
        var phone = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+3363998{number:0000}");
        return Desk.SendAsync(new CodeRequest(Guid.NewGuid(), CodePurpose.Registration, matches ? phone : null, network, verified, phone), Cancellation);
    }
}

public sealed class SendingLimitsOnSqlite() : SendingLimitTests(Engine.Sqlite);

public sealed class SendingLimitsOnPostgreSql() : SendingLimitTests(Engine.PostgreSql);
