using System.Diagnostics;
using System.Net;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Web.Tests.Gateway;

/// <summary>A gateway that is down, slow or lying: the message waits, and nothing throws.</summary>
public sealed class GatewayFaultTests
{
    [Theory]
    [InlineData(HttpStatusCode.Accepted, "0: Accepted for delivery", Delivery.Accepted)]
    [InlineData(HttpStatusCode.Accepted, "3: Queued for later delivery", Delivery.Accepted)]
    [InlineData(HttpStatusCode.OK, "<html><title>Portail captif</title>", Delivery.TryAgain)]
    [InlineData(HttpStatusCode.Accepted, "", Delivery.TryAgain)]
    [InlineData(HttpStatusCode.NoContent, "", Delivery.TryAgain)]
    [InlineData(HttpStatusCode.Redirect, "0: Accepted for delivery", Delivery.TryAgain)]
    [InlineData(HttpStatusCode.BadRequest, "Missing receiver number, rejected", Delivery.RefusedForGood)]
    [InlineData(HttpStatusCode.Forbidden, "Authorization failed for sendsms", Delivery.TryAgain)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Temporal failure, try again later.", Delivery.TryAgain)]
    public async Task Only_the_gateway_s_own_words_are_an_acceptance(HttpStatusCode status, string body, Delivery expected)
    {
        var result = await SendAsync((_, _) => Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) }));
        Assert.Equal(expected, result.Delivery);
    }

    [Fact]
    public async Task A_gateway_that_never_answers_is_tried_again_later()
    {
        var watch = Stopwatch.StartNew();
        var result = await SendAsync(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new HttpResponseMessage();
        });
        Assert.Equal(Delivery.TryAgain, result.Delivery);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_answer_without_end_is_read_no_further_than_its_first_words()
    {
        var result = await SendAsync((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) }));
        Assert.Equal(Delivery.TryAgain, result.Delivery);
        Assert.True(result.Words.Length < 300);
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_tried_again_later() =>
        Assert.Equal(Delivery.TryAgain, (await SendAsync((_, _) => throw new HttpRequestException("Connection refused"))).Delivery);

    private static async Task<DeliveryResult> SendAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var random = new SystemRandomSource();
        var keys = new KeyRing(Path.Combine(Directory.CreateTempSubdirectory("educonnect-keys-").FullName, "keys"), TimeProvider.System, random);
        using var http = new HttpClient(new Answering(answer)) { Timeout = TimeSpan.FromMilliseconds(300) };
        var transport = new KannelTransport(new SmsOptions { Address = "http://127.0.0.1:9/cgi-bin/sendsms", ReportOrigin = "http://127.0.0.1:9" }, http, new DeliveryReportMarks(keys));
        return await transport.SendAsync(new OutboxMessage { Id = Guid.NewGuid(), Recipient = "+33639980001", Template = "code-registration", Text = "é" }, TestContext.Current.CancellationToken);
    }

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
