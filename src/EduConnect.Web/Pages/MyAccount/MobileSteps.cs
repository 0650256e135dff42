using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>A change of mobile number on its way: the number waits on the server, the code goes to it (row #99).</summary>
internal sealed class MobileSteps(PendingSteps steps, PhoneCodes codes, IRandomSource random)
{
    /// <summary>Sends a code to a number, which then waits for it. What waited before goes on waiting until a code has gone out.</summary>
    /// <returns>"sent" too when the number waits already and was asked for twice in a row: the code of the first time is on its way, and it is the right one</returns>
    public async Task<CodeSending> BeginAsync(HttpContext http, Session session, string mobile)
    {
        if (await steps.FindAsync(session.Id, StepKind.Mobile, http.RequestAborted) is { } open && open.Value == mobile)
        {
            var again = await SendAgainAsync(http, open);
            return again == CodeSending.TooSoon ? CodeSending.Sent : again;
        }

        var journey = random.NewId();
        var sending = await SendAsync(http, journey, mobile);
        if (sending == CodeSending.Sent)
        {
            await steps.BeginAsync(journey, session.Id, StepKind.Mobile, mobile, http.RequestAborted);
        }

        return sending;
    }

    /// <summary>Sends another code for the number that waits.</summary>
    public Task<CodeSending> SendAgainAsync(HttpContext http, PendingStep step) => SendAsync(http, step.Id, step.Value);

    private Task<CodeSending> SendAsync(HttpContext http, Guid transaction, string mobile) =>
        codes.SendAsync(new CodeRequest(transaction, CodePurpose.MobileChange, mobile, NetworkAddress.Of(http.Connection.RemoteIpAddress), IsVerifiedPhone: false), http.RequestAborted);
}

/// <summary>What is said when no code goes out.</summary>
internal static class CodeSentence
{
    /// <summary>Name of the sentence in <see cref="MyAccountTexts"/>; null when one went out.</summary>
    public static string? Of(CodeSending sending) => sending switch
    {
        CodeSending.Sent => null,
        CodeSending.TooSoon => "Code.TooSoon",
        CodeSending.LimitReached => "Code.Limit",
        _ => "Code.Budget",
    };
}
