using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Codes;

/// <summary>Codes by SMS (rows #40, #47, #113; S-OT1 to S-OT3), on both engines.</summary>
public abstract class PhoneCodeTests(Engine engine) : StorageSuite(engine)
{
    private const string Phone = "+33639980001";
    private readonly Guid _transaction = Guid.NewGuid();
    private CodeDesk? _desk;

    private CodeDesk Desk => _desk ??= new CodeDesk(Stores, Clock);

    [Fact]
    public async Task A_right_code_is_right_once_however_it_is_spaced()
    {
        await SendAsync();
        var code = await Desk.CodeAsync(Phone, Cancellation);
        Assert.Equal(8, code.Length);
        Assert.Equal(new CodeCheck(CodeVerdict.Right, Phone), await CheckAsync($" {code[..2]} {code[2..5]}-{code[5..]}\u00A0"));
        Assert.Equal(new CodeCheck(CodeVerdict.Dead, null), await CheckAsync(code));
    }

    [Fact]
    public async Task Five_wrong_tries_kill_a_code_and_a_new_one_begins_anew()
    {
        await SendAsync();
        var code = await Desk.CodeAsync(Phone, Cancellation);
        for (var left = 4; left >= 0; left--)
        {
            Assert.Equal(new CodeCheck(CodeVerdict.Wrong, null, left), await CheckAsync(Other(code)));
        }

        Assert.Equal(CodeVerdict.Dead, (await CheckAsync(code)).Verdict);
        Clock.Advance(TimeSpan.FromSeconds(61));
        await SendAsync();
        Assert.Equal(CodeVerdict.Right, (await CheckAsync(await Desk.CodeAsync(Phone, Cancellation))).Verdict);
    }

    [Fact]
    [Trait("Row", "#113")]
    public async Task A_code_dies_after_half_an_hour_and_when_a_new_one_is_sent()
    {
        await SendAsync();
        var first = await Desk.CodeAsync(Phone, Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(61));
        await SendAsync();
        var second = await Desk.CodeAsync(Phone, Cancellation);
        Assert.Equal(CodeVerdict.Wrong, (await CheckAsync(first)).Verdict);
        Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(CodeVerdict.Dead, (await CheckAsync(second)).Verdict);
    }

    [Fact]
    public async Task A_code_opens_neither_another_journey_nor_another_purpose()
    {
        await SendAsync();
        var code = await Desk.CodeAsync(Phone, Cancellation);
        Assert.Equal(CodeVerdict.Dead, (await Desk.CheckAsync(Guid.NewGuid(), CodePurpose.Registration, code, Cancellation)).Verdict);
        Assert.Equal(CodeVerdict.Dead, (await Desk.CheckAsync(_transaction, CodePurpose.MobileChange, code, Cancellation)).Verdict);
        Assert.Equal(CodeVerdict.Right, (await CheckAsync(code)).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1234567")]
    [InlineData("123456789")]
    [InlineData("١٢٣٤٥٦٧٨")]
    [InlineData("12345678; drop table phone_code")]
    public async Task What_is_no_code_is_a_wrong_one(string? typed)
    {
        await SendAsync();
        Assert.Equal(CodeVerdict.Wrong, (await CheckAsync(typed)).Verdict);
    }

    [Fact]
    public async Task Two_hundred_wrong_guesses_at_once_are_five_and_the_right_one_comes_too_late()
    {
        await SendAsync();
        var code = await Desk.CodeAsync(Phone, Cancellation);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => CheckAsync(Other(code)))));
        Assert.Equal(5, answers.Count(answer => answer.Verdict == CodeVerdict.Wrong));
        Assert.Equal(195, answers.Count(answer => answer.Verdict == CodeVerdict.Dead));
        Assert.Equal(CodeVerdict.Dead, (await CheckAsync(code)).Verdict);
    }

    [Fact]
    public async Task Fifty_right_codes_at_once_succeed_once()
    {
        await SendAsync();
        var code = await Desk.CodeAsync(Phone, Cancellation);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => CheckAsync(code))));
        Assert.Single(answers, answer => answer.Verdict == CodeVerdict.Right);
    }

    [Fact]
    [Trait("Rule", "S-EN3")]
    public async Task Nobody_gets_the_same_rows_and_no_message_and_no_code_of_nobody_is_right()
    {
        await Desk.SendAsync(new CodeRequest(_transaction, CodePurpose.Registration, null, "192.0.2.0/24", false, Phone), Cancellation);
        await using var db = Stores.Operational();
        var message = await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(Cancellation);
        var code = await db.Set<PhoneCode>().AsNoTracking().SingleAsync(Cancellation);
        Assert.Equal((Channel.None, "code-registration", string.Empty), (message.Channel, message.Template, message.Text));
        Assert.Equal(string.Empty, code.Phone);
        Assert.Equal(CodeVerdict.Wrong, (await CheckAsync("12345678")).Verdict);
    }

    [Fact]
    [Trait("Rule", "S-OT3")]
    public async Task The_store_does_not_hold_the_code()
    {
        await SendAsync();
        var code = await Desk.CodeAsync(Phone, Cancellation);
        await using var db = Stores.Operational();
        var stored = await db.Set<PhoneCode>().AsNoTracking().SingleAsync(Cancellation);
        var waiting = await db.Set<OutboxMessage>().AsNoTracking().SingleAsync(Cancellation);
        Assert.DoesNotContain(code, Convert.ToHexString(stored.Mac), StringComparison.Ordinal);
        Assert.DoesNotContain(CodeMac.Shown(code), waiting.Text, StringComparison.Ordinal);
        Assert.StartsWith("sealed:", waiting.Text, StringComparison.Ordinal);
        Assert.True(waiting.ExpiresAt - waiting.CreatedAt == TimeSpan.FromMinutes(30));
    }

    [Theory]
    [InlineData(CodePurpose.Registration)]
    [InlineData(CodePurpose.PasswordRecovery)]
    [InlineData(CodePurpose.MobileChange)]
    public async Task Each_purpose_has_one_short_text_that_every_phone_shows(CodePurpose purpose)
    {
        await Desk.SendAsync(new CodeRequest(_transaction, purpose, Phone, "192.0.2.0/24", false), Cancellation);
        var text = await Desk.TextAsync(Phone, Cancellation);
        Assert.Matches("[0-9]{4} [0-9]{4}", text);
        Assert.True(text.Length <= 160, $"{text.Length} signs are two messages.");
        Assert.All(text, sign => Assert.Contains(sign, GsmAlphabet));
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);
    }

    private const string GsmAlphabet = "@£$¥èéùìòÇØøÅåÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static string Other(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];

    private Task<CodeSending> SendAsync() => Desk.SendAsync(new CodeRequest(_transaction, CodePurpose.Registration, Phone, "192.0.2.0/24", false), Cancellation);

    private Task<CodeCheck> CheckAsync(string? typed) => Desk.CheckAsync(_transaction, CodePurpose.Registration, typed, Cancellation);
}

public sealed class PhoneCodesOnSqlite() : PhoneCodeTests(Engine.Sqlite);

public sealed class PhoneCodesOnPostgreSql() : PhoneCodeTests(Engine.PostgreSql);
