using System.CommandLine;
using EduConnect.Core.Platform.Outbox.Bounces;

namespace EduConnect.Web.CommandLine;

/// <summary>
/// <c>mail bounce</c>: takes one mail that came back from the standard input, for the alias of the mail system. The exit status is what mail systems understand: 0 read, 65 not a mail to act on,
/// 75 try again later.
/// </summary>
internal static class MailCommand
{
    private const int NotData = 65;
    private const int TryLater = 75;

    public static Command Create() => new("mail", "Mails that were sent.") { Bounce() };

    private static Command Bounce()
    {
        var data = DataOption.Create();
        var command = new Command("bounce", "Reads a delivery status notification (RFC 3464) and marks the address it refuses for good in error.") { data };
        command.SetAction(async (result, cancellation) =>
        {
            var status = await ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
            {
                var outcome = await services.GetRequiredService<RecordBounce>().RunAsync(Console.OpenStandardInput(), cancellation);
                if (outcome is BounceOutcome.Marked or BounceOutcome.NotForGood)
                {
                    output.WriteLine(Sentence(outcome));
                    return 0;
                }

                await Console.Error.WriteLineAsync("educonnect mail bounce: " + Sentence(outcome));
                return NotData;
            });
            return status is 0 or NotData ? status : TryLater;
        });
        return command;
    }

    private static string Sentence(BounceOutcome outcome) => outcome switch
    {
        BounceOutcome.Marked => "The address is in error now.",
        BounceOutcome.NotForGood => "The mail is not refused for good: nothing was changed.",
        BounceOutcome.TooLong => $"It is longer than {RecordBounce.Longest / 1024} KB: nothing was changed.",
        BounceOutcome.NotOurs => "It is about no mail that was sent from here in the last days: nothing was changed.",
        BounceOutcome.OfNobody => "Its mail is about no account with that address: nothing was changed.",
        _ => "It is no delivery status notification (RFC 3464): nothing was changed.",
    };
}
