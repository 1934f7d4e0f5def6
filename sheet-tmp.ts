import sharp from 'sharp'; import { readdirSync } from 'node:fs';
const [,, dir, out, from, to] = process.argv;
const fs = readdirSync(dir).filter(f=>f.endsWith('.jpg')).slice(+from,+to);
const W=330,H=460,cols=5;
const comp = await Promise.all(fs.map(async(f,i)=>({input: await sharp(dir+'/'+f).resize(W-8,H-8,{fit:'inside'}).toBuffer(), left:(i%cols)*W, top:Math.floor(i/cols)*H})));
await sharp({create:{width:W*cols,height:H*Math.ceil(fs.length/cols),channels:3,background:'#557'}}).composite(comp).png().toFile(out);
