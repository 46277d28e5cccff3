namespace Wristband.AspNetCore.Tests.Soak;

/// <summary>The measurement itself can fail.</summary>
[Collection(Alone.Name)]
public class MemoryTests
{
    [Fact]
    public async Task Memory_that_grows_is_noticed()
    {
        var kept = new List<byte[]>();

        await Assert.ThrowsAsync<ShouldAssertException>(() => Alone.ShouldStayFlatAsync(2000, _ =>
        {
            kept.Add(new byte[8 * 1024]);
            return Task.CompletedTask;
        }));

        kept.Count.ShouldBe(2000);
    }
}
