// The usual reader of VCFs in browsers, at the same work as ours: every block checked, every record taken apart as far
// as the table shows it, every genotype read. Nothing is kept: kept as objects, a genome does not fit.
import { unzip } from "@gmod/bgzf-filehandle";
import VCF from "@gmod/vcf";

const SLICE_BYTES = 8 << 20;

self.onmessage = async ({ data: file }: MessageEvent<File>) => {
  self.postMessage(await read(file));
};

async function read(file: File): Promise<number> {
  const decoder = new TextDecoder("latin1");
  let parser: VCF | undefined;
  let header = "";
  let records = 0;
  let checksum = 0;
  let rest = "";
  let offset = 0;
  while (offset < file.size) {
    const slice = new Uint8Array(await file.slice(offset, offset + SLICE_BYTES).arrayBuffer());
    const whole = wholeBlocks(slice);
    if (whole === 0) throw new Error(`no whole block at byte ${offset}`);
    offset += whole;
    const lines = (rest + decoder.decode(await unzip(slice.subarray(0, whole)))).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("#")) {
        header += `${line}\n`;
        continue;
      }
      parser ??= new VCF({ header });
      const variant = parser.parseLine(line);
      for (const sample of Object.values(variant.SAMPLES())) {
        checksum += Number(sample.DP?.[0] ?? 0) + Number(sample.GQ?.[0] ?? 0) + String(sample.GT?.[0] ?? "").length;
      }
      checksum += variant.POS + (variant.QUAL ?? 0) + variant.REF.length + (variant.ALT?.length ?? 0);
      records += 1;
    }
  }
  if (rest || !(checksum > 0)) throw new Error("the file was not read to its end");
  return records;
}

/** Bytes of the blocks that are whole: each says its size less one at byte 16 (SAM v1 §4.1). */
function wholeBlocks(slice: Uint8Array): number {
  let at = 0;
  while (at + 18 <= slice.length) {
    const end = at + (slice[at + 16] | (slice[at + 17] << 8)) + 1;
    if (end > slice.length) break;
    at = end;
  }
  return at;
}
