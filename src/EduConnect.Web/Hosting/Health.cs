using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready-read</c>: people can sign in (main readable, operational writable, the keys of signing in readable).
/// <c>/health/ready-write</c>: main can be written too. 200 or 503, a word as body, nothing else told.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What signing in and entering a service take from the key ring.</summary>
    private static readonly KeyPurpose[] OfSigningIn =
    [
        KeyPurpose.Pepper, KeyPurpose.ProvisionalVerification, KeyPurpose.KnownDevices, KeyPurpose.DataProtection, KeyPurpose.PairwiseSubjects, KeyPurpose.OidcSigningRsa,
        KeyPurpose.OidcSigningEc, KeyPurpose.SamlSigning,
    ];

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        endpoints.MapGet("/health/ready-read", (MainDb main, OperationalDb operational, KeyRing keys, CancellationToken cancellation) =>
            AnswerAsync(async token => keys.CanRead(OfSigningIn) && await ReachableAsync(main, token) && await ReachableAsync(operational, token), cancellation)).AllowAnonymous();
        endpoints.MapGet("/health/ready-write", (MainDb main, ReadOnlyMode mode, CancellationToken cancellation) =>
            AnswerAsync(async token => !mode.IsOn && await ReachableAsync(main, token), cancellation)).AllowAnonymous();
        return endpoints;
    }

    private static async Task<bool> ReachableAsync(DbContext db, CancellationToken cancellationToken) => await db.Database.CanConnectAsync(cancellationToken);

    private static async Task<IResult> AnswerAsync(Func<CancellationToken, Task<bool>> check, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await check(limit.Token) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException)
        {
            return Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
